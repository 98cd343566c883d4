import { all, forAdmin, post, type Row } from "./row";
import type { World } from "./world";

/** What each of the admin's pages says, and nobody else may read. */
export const ADMIN_PAGES: Record<string, string> = {
  "/admin/users": "Who has an account here",
  "/admin/limits": "Questions of one guest",
  "/admin/storage": "Picture files",
  "/admin/models": "Tokens a second are measured",
  "/admin/queue": "Questions that wait for an answer",
  "/admin/feedback": "What people said of answers",
  "/admin/audit": "Who did what to which thing",
};

/** Nobody else learns that there is such a page. */
const page = (path: string, words: string, status = 200): Row => ({
  door: `PAGE ${path}`,
  path: () => path,
  by: "admin",
  status: { ...all(404), admin: status },
  without: ({ email }, actor) => (actor === "admin" ? [] : [words, email.target]),
});

const target = ({ target }: World): string => `/api/admin/users/${target}`;

export const ADMIN_ROWS: Row[] = [
  page("/admin", "Who has an account here", 307),
  ...Object.entries(ADMIN_PAGES).map(([path, words]) => page(path, words)),
  ...[{ role: "admin" }, { role: "user" }, { disabled: true }, { disabled: false }].map(
    (body): Row => ({
      door: "PATCH /api/admin/users/[id]",
      path: target,
      by: "admin",
      init: () => ({ method: "PATCH", body }),
      status: forAdmin(204),
    }),
  ),
  {
    door: "POST /api/admin/users/[id]/reset-link",
    path: (world) => `${target(world)}/reset-link`,
    by: "admin",
    init: post(),
    status: forAdmin(201),
  },
  {
    door: "DELETE /api/admin/users/[id]/sessions",
    path: (world) => `${target(world)}/sessions`,
    by: "admin",
    init: () => ({ method: "DELETE" }),
    status: forAdmin(200),
  },
  {
    door: "PUT /api/admin/limits/[name]",
    path: () => "/api/admin/limits/waiting-of-one",
    by: "admin",
    init: () => ({ method: "PUT", body: { value: 9 } }),
    status: forAdmin(204),
  },
  {
    door: "DELETE /api/admin/limits/[name]",
    path: () => "/api/admin/limits/waiting-of-one",
    by: "admin",
    init: () => ({ method: "DELETE" }),
    status: forAdmin(204),
  },
];
