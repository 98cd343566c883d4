import { randomUUID } from "node:crypto";
import type { Init } from "./send";
import { ACTORS, type Actor, questionOf, type World } from "./world";

export type Row = {
  /** As findDoors names it. */
  door: string;
  path: (world: World) => string;
  init?: (world: World) => Init;
  status: Record<Actor, number>;
  /** For a page that answers 200 and sends elsewhere in its text: what must not stand there. */
  without?: (world: World, actor: Actor) => string[];
  /** Shows the owner's words to whoever has its address: `without` says what it must not show. */
  open?: boolean;
};

const all = (status: number): Record<Actor, number> =>
  Object.fromEntries(ACTORS.map((actor) => [actor, status])) as Record<Actor, number>;

/** The owner's alone: nobody else learns that it is there, whatever their role. */
const owned = (status: number): Record<Actor, number> => ({
  ...all(404),
  ...{ owner: status, "signed out": 401, revoked: 401 },
});

/** For whoever is somebody here, guests too. */
const known = (status: number): Record<Actor, number> => ({
  ...all(status),
  ...{ "signed out": 401, revoked: 401 },
});

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

const post = (body?: unknown) => (): Init => ({ method: "POST", body });

/**
 * Who may do what, one row for each page and each method of each route. Rows run in this order,
 * for the owner last: what the owner deletes must still be there when the others try.
 */
export const MATRIX: Row[] = [
  { door: "PAGE /", path: () => "/", status: all(200) },
  { door: "PAGE /sign-in", path: () => "/sign-in", status: all(200) },
  { door: "PAGE /sign-up", path: () => "/sign-up", status: all(200) },
  {
    door: "PAGE /account",
    path: () => "/account",
    status: all(200),
    without: (world, actor) =>
      ["guest", "signed out", "revoked"].includes(actor)
        ? Object.values(world.email)
        : Object.entries(world.email).flatMap(([who, email]) => (who === actor ? [] : [email])),
  },
  { door: "PAGE /chat/[id]", path: ({ chat }) => `/chat/${chat}`, status: all(200) },
  { door: "PAGE /about/model", path: () => "/about/model", status: all(200) },
  { door: "PAGE /cards/[id]", path: () => "/cards/xray", status: all(200) },
  { door: "GET /api/health", path: () => "/api/health", status: all(503) },
  { door: "GET /api/cards/[id]", path: () => "/api/cards/xray", status: all(200) },
  { door: "GET /api/samples", path: () => "/api/samples", status: all(200) },
  {
    door: "POST /api/samples/[name]",
    path: () => "/api/samples/none-here",
    init: post(),
    status: all(404),
  },
  {
    door: "GET /api/samples/[name]/thumbnail",
    path: () => "/api/samples/none-here/thumbnail",
    status: all(404),
  },
  { door: "GET /api/me", path: () => "/api/me", status: all(200) },
  {
    door: "PATCH /api/me",
    path: () => "/api/me",
    init: () => ({ method: "PATCH", body: { audience: "student" } }),
    status: all(200),
  },
  { door: "GET /api/chats", path: () => "/api/chats", status: all(200) },
  {
    door: "GET /api/chats/search",
    // The owner's word: what it finds for anybody else must not hold the owner's secrets.
    path: () => "/api/chats/search?q=quagga",
    status: all(200),
  },
  { door: "GET /api/chats/[id]", path: ({ chat }) => `/api/chats/${chat}`, status: owned(200) },
  {
    door: "PATCH /api/chats/[id]",
    path: ({ chat }) => `/api/chats/${chat}`,
    init: () => ({ method: "PATCH", body: { title: "Another title" } }),
    status: owned(204),
  },
  {
    door: "POST /api/chats/[id]/turns",
    path: ({ chat }) => `/api/chats/${chat}/turns`,
    init: () => ({ method: "POST", body: questionOf("And now?") }),
    // A stranger becomes a guest by asking, and a guest finds no such chat.
    status: { ...all(404), owner: 409 },
  },
  {
    door: "POST /api/chats/[id]/turns",
    path: () => `/api/chats/${randomUUID()}/turns`,
    init: ({ image }) => ({ method: "POST", body: questionOf("Whose is this?", [image]) }),
    // The owner's picture in a chat of one's own.
    status: { ...all(404), owner: 202 },
  },
  {
    door: "POST /api/images",
    path: () => "/api/images",
    init: ({ png }) => ({ method: "POST", body: png }),
    status: all(201),
  },
  { door: "GET /api/images/[id]", path: ({ image }) => `/api/images/${image}`, status: owned(200) },
  {
    door: "GET /api/images/[id]/info",
    path: ({ image }) => `/api/images/${image}/info`,
    status: owned(200),
  },
  {
    door: "GET /api/images/[id]/seen",
    path: ({ image }) => `/api/images/${image}/seen`,
    status: owned(200),
  },
  {
    door: "GET /api/turns/[id]/stream",
    path: ({ turn }) => `/api/turns/${turn}/stream`,
    init: () => ({ first: true }),
    status: owned(200),
  },
  {
    door: "POST /api/turns/[id]/retry",
    path: ({ turn }) => `/api/turns/${turn}/retry`,
    init: post(),
    status: owned(409),
  },
  {
    door: "POST /api/turns/[id]/stop",
    path: ({ turn }) => `/api/turns/${turn}/stop`,
    init: post(),
    status: owned(204),
  },
  {
    door: "PUT /api/chats/[id]/leaf",
    path: ({ chat }) => `/api/chats/${chat}/leaf`,
    init: ({ question }) => ({ method: "PUT", body: { messageId: question } }),
    status: owned(200),
  },
  {
    door: "POST /api/turns/[id]/continue",
    path: ({ turn }) => `/api/turns/${turn}/continue`,
    init: post(),
    status: owned(202),
  },
  ...["archive", "pin"].flatMap((mark) =>
    ["PUT", "DELETE"].map(
      (method): Row => ({
        door: `${method} /api/chats/[id]/${mark}`,
        path: ({ chat }) => `/api/chats/${chat}/${mark}`,
        init: () => ({ method }),
        status: owned(204),
      }),
    ),
  ),
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
  { door: "GET /api/sessions", path: () => "/api/sessions", status: known(200) },
  {
    door: "DELETE /api/sessions/[id]",
    path: ({ session }) => `/api/sessions/${session}`,
    init: () => ({ method: "DELETE" }),
    status: owned(204),
  },
  {
    door: "PATCH /api/account",
    path: () => "/api/account",
    init: () => ({
      method: "PATCH",
      body: { current: "not the password of now", password: "nine otters under the bridge" },
    }),
    status: all(401),
  },
  {
    door: "POST /api/admin",
    path: () => "/api/admin",
    init: () => ({ method: "POST", body: { code: "a guessed code" } }),
    status: all(401),
  },
  {
    door: "POST /api/account",
    path: () => "/api/account",
    init: ({ email, password }) => ({ method: "POST", body: { email: email.owner, password } }),
    status: all(409),
  },
  {
    door: "POST /api/session",
    path: () => "/api/session",
    init: ({ email }) => ({
      method: "POST",
      body: { email: email.other, password: "not the other's own" },
    }),
    status: all(401),
  },
  ...["GET", "POST", "PUT", "PATCH", "DELETE"].map(
    (method): Row => ({
      door: `${method} /api/[...rest]`,
      path: () => "/api/nothing/here",
      init: () => ({ method }),
      status: all(404),
    }),
  ),
  {
    door: "DELETE /api/chats/[id]",
    path: ({ chat }) => `/api/chats/${chat}`,
    init: () => ({ method: "DELETE" }),
    status: owned(204),
  },
  {
    door: "POST /api/chats/[id]/restore",
    path: ({ chat }) => `/api/chats/${chat}/restore`,
    init: post(),
    status: owned(204),
  },
  {
    door: "DELETE /api/session",
    path: () => "/api/session",
    init: () => ({ method: "DELETE" }),
    status: all(204),
  },
];
