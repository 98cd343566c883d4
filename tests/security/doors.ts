import { globSync, readFileSync } from "node:fs";
import path from "node:path";

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/** The address that a file under app/ answers: folders in brackets of their own are left out. */
const addressOf = (file: string): string =>
  `/${path
    .dirname(file)
    .split("/")
    .filter((part) => part !== "." && !/^\(.*\)$/.test(part))
    .join("/")}`;

/**
 * Every door into the app, found by walking app/ and lib/: "PAGE /chat/[id]" for a page,
 * "GET /api/chats" for each method of a route handler, "ACTION file" for a file of server actions.
 */
export function findDoors(root: string): string[] {
  const app = path.join(root, "app");
  const pages = globSync("**/page.{ts,tsx,js,jsx,mdx}", { cwd: app }).map(
    (file) => `PAGE ${addressOf(file)}`,
  );
  const routes = globSync("**/route.{ts,tsx,js}", { cwd: app }).flatMap((file) => {
    const source = readFileSync(path.join(app, file), "utf8");
    const exported = METHODS.filter((method) =>
      new RegExp(String.raw`^export\s[^;]*?\b${method}\b`, "m").test(source),
    );
    return exported.map((method) => `${method} ${addressOf(file)}`);
  });
  const actions = globSync(["app/**/*.{ts,tsx}", "lib/**/*.{ts,tsx}"], {
    cwd: root,
    exclude: (name) => name.endsWith("generated"),
  })
    .filter((file) => /^\s*["']use server["']/m.test(readFileSync(path.join(root, file), "utf8")))
    .map((file) => `ACTION ${file}`);
  return [...pages, ...routes, ...actions].sort();
}
