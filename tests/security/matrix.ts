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
  // Through a proxy and without the token: for nobody, whoever it is.
  { door: "GET /metrics", path: () => "/metrics", status: all(404) },
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
