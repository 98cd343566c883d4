import { all, known, owned, post, type Row } from "./row";
import type { World } from "./world";

/** What leads from a shared chat into the rest: whatever another door of the owner's would take. */
const ways = ({ chat, image, turn, question, session, share, email, links }: World): string[] => [
  ...[chat, image, turn, question, session, share, email.owner],
  ...[links.bare, links.expired],
];

/** A door that a link's token opens, tried with a link of each kind. */
const byLink = (door: string, path: (token: string) => string, bare: number): Row[] =>
  (
    [
      ["live", 200],
      ["bare", bare],
      ["expired", 404],
      ["revoked", 404],
      ["unknown", 404],
    ] as const
  ).map(([kind, status]) => ({
    ...{ door, open: true, without: ways, status: all(status) },
    path: ({ links }) => path(links[kind]),
  }));

/** Rows for what leaves the app: links, exports, and accounts with all that they hold. */
export const LEAVING: Row[] = [
  {
    ...{ door: "PAGE /share/[token]", status: all(200) },
    path: ({ links }) => `/share/${links.live}`,
    // The page of whoever looks names that person's e-mail, and nothing of the chat before it is read.
    without: (world, actor) => [
      ...[world.chat, world.image, world.turn, world.question, world.session, world.share],
      ...(actor === "owner" ? [] : [world.email.owner]),
    ],
  },
  ...byLink("GET /api/share/[token]", (token) => `/api/share/${token}`, 200),
  ...byLink(
    "GET /api/share/[token]/pictures/[n]",
    (token) => `/api/share/${token}/pictures/1`,
    404,
  ),
  {
    // A picture of the owner's that the branch does not show.
    ...{ door: "GET /api/share/[token]/pictures/[n]", status: all(404) },
    path: ({ links }) => `/api/share/${links.live}/pictures/2`,
  },
  {
    // No id of the owner's is a picture of a link.
    ...{ door: "GET /api/share/[token]/pictures/[n]", status: all(400) },
    path: ({ links, image }) => `/api/share/${links.live}/pictures/${image}`,
  },
  {
    door: "GET /api/chats/[id]/shares",
    path: ({ chat }) => `/api/chats/${chat}/shares`,
    status: owned(200),
  },
  {
    door: "POST /api/chats/[id]/shares",
    path: ({ chat }) => `/api/chats/${chat}/shares`,
    init: () => ({ method: "POST", body: { pictures: true, days: 7 } }),
    // Its answer is still being written.
    status: owned(409),
  },
  { door: "GET /api/shares", path: () => "/api/shares", status: known(200) },
  {
    door: "DELETE /api/shares/[id]",
    path: ({ share }) => `/api/shares/${share}`,
    init: () => ({ method: "DELETE" }),
    status: owned(204),
  },
  ...["json", "markdown", "pdf"].map(
    (form): Row => ({
      door: "GET /api/chats/[id]/export",
      path: ({ chat }) => `/api/chats/${chat}/export?form=${form}`,
      status: owned(200),
    }),
  ),
  { door: "GET /api/exports", path: () => "/api/exports", status: known(200) },
  {
    door: "GET /api/exports/[id]/file",
    path: (world) => `/api/exports/${world.export}/file`,
    status: owned(200),
  },
  {
    door: "DELETE /api/exports/[id]",
    path: (world) => `/api/exports/${world.export}`,
    init: () => ({ method: "DELETE" }),
    status: owned(204),
  },
  {
    door: "POST /api/exports",
    path: () => "/api/exports",
    init: post(),
    // A guest has no account to take along.
    status: { ...known(202), guest: 401 },
  },
  {
    door: "POST /api/account/deletion",
    path: () => "/api/account/deletion",
    init: () => ({
      method: "POST",
      body: { password: "not the password of now", words: "delete my account" },
    }),
    status: all(401),
  },
  {
    door: "PAGE /deletion/[token]",
    path: ({ deletion }) => `/deletion/${deletion}`,
    status: all(200),
  },
  {
    door: "GET /api/deletions/[token]",
    path: ({ deletion }) => `/api/deletions/${deletion}`,
    status: all(200),
  },
  {
    // The token of a link is no token of a deletion.
    ...{ door: "GET /api/deletions/[token]", status: all(404) },
    path: ({ links }) => `/api/deletions/${links.live}`,
  },
];
