import { spawn, spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freeLoopbackPort, listening } from "@/scripts/start/ports";

const PLACES = ["/usr/sbin/pgbouncer", "/usr/bin/pgbouncer", "/usr/local/bin/pgbouncer"];

/** Where pgbouncer is on this machine, or null. */
export const findPooler = (): string | null => PLACES.find((place) => existsSync(place)) ?? null;

/** Starts pgbouncer with transaction pooling before a database, and answers its address. */
export async function startPooler(
  program: string,
  direct: string,
  dataDir: string,
): Promise<{ url: string; stop: () => void }> {
  const { hostname, port, pathname, username, password } = new URL(direct);
  const own = String(await freeLoopbackPort());
  const folder = path.join(dataDir, "pooler");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const name = pathname.slice(1);
  const config = path.join(folder, "pgbouncer.ini");
  writeFileSync(
    config,
    `[databases]
${name} = host=${hostname} port=${port} dbname=${name} user=${username} password=${decodeURIComponent(password)}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${own}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 12
max_client_conn = 300
ignore_startup_parameters = extra_float_digits
logfile = ${path.join(folder, "log")}
`,
  );
  // It refuses to run as root.
  const root = process.getuid?.() === 0;
  if (root) {
    const id = (flag: string): number =>
      Number(spawnSync("id", [flag, "nobody"], { encoding: "utf8" }).stdout);
    for (const file of [folder, config]) chownSync(file, id("-u"), id("-g"));
  }
  const child = spawn(program, [...(root ? ["-u", "nobody"] : []), config], { stdio: "ignore" });
  for (let tries = 0; !(await listening(Number(own))); tries += 1) {
    if (tries > 100 || child.exitCode !== null) throw new Error("pgbouncer does not start");
    await sleep(100);
  }
  const url = `postgres://${username}:any@127.0.0.1:${own}/${name}`;
  return { url, stop: () => void child.kill("SIGKILL") };
}
