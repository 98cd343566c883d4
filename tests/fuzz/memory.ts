import { readdirSync, readFileSync } from "node:fs";

/** The most memory that was seen, in megabytes. */
export type Seen = { server: number; decoder: number };

type Process = { parent: number; resident: number; command: string };

function look(pid: string): Process | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    return {
      parent: Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]),
      resident: Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1_024,
      command: readFileSync(`/proc/${pid}/cmdline`, "utf8"),
    };
  } catch {
    return null;
  }
}

/**
 * Looks many times a second at what the web server and its decoding processes hold. Linux alone
 * tells; elsewhere all figures stay 0.
 */
export function watchMemory(serverPid: () => number | undefined): Seen & { stop: () => void } {
  const seen = { server: 0, decoder: 0 };
  const timer = setInterval(() => {
    const server = serverPid();
    if (server === undefined || process.platform !== "linux") return;
    seen.server = Math.max(seen.server, look(String(server))?.resident ?? 0);
    for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
      const found = look(pid);
      if (found?.parent === server && found.command.includes("decode-child"))
        seen.decoder = Math.max(seen.decoder, found.resident);
    }
  }, 50);
  return Object.assign(seen, { stop: () => clearInterval(timer) });
}
