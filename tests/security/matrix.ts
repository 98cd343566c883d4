import { randomUUID } from "node:crypto";
import { ADMIN_ROWS } from "./matrix-admin";
import { LEAVING } from "./matrix-leaving";
import { all, known, owned, post, type Row } from "./row";
import { questionOf } from "./world";

/**
 * Who may do what, one row for each page and each method of each route. Rows run in this order,
 * for the owner last: what the owner deletes must still be there when the others try.
 */
export const MATRIX: Row[] = [
  { door: "PAGE /", path: () => "/", status: all(200) },
  { door: "PAGE /sign-in", path: () => "/sign-in", status: all(200) },
  { door: "PAGE /reset-password", path: () => "/reset-password", status: all(200) },
  { door: "PAGE /sign-up", path: () => "/sign-up", status: all(200) },
  {
    door: "PAGE /account",
    path: () => "/account",
    status: { ...all(200), guest: 307, "signed out": 307, revoked: 307 },
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
    door: "GET /api/chats/[id]/messages",
    path: ({ chat, question }) => `/api/chats/${chat}/messages?upTo=${question}`,
    status: owned(200),
  },
  {
    door: "GET /api/chats/[id]/find",
    path: ({ chat }) => `/api/chats/${chat}/find?q=quagga`,
    status: owned(200),
  },
  {
    // What is told is the asker's own: nothing of the owner may stand in anybody else's stream.
    door: "GET /api/changes",
    path: () => "/api/changes",
    init: () => ({ first: true }),
    status: known(200),
  },
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
    // A chat shows it, so that not even its owner removes it by itself.
    door: "DELETE /api/images/[id]",
    path: ({ image }) => `/api/images/${image}`,
    init: () => ({ method: "DELETE" }),
    status: owned(409),
  },
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
    door: "POST /api/images/[id]/look",
    path: ({ image }) => `/api/images/${image}/look`,
    init: () => ({ method: "POST", body: { trim: false } }),
    status: owned(200),
  },
  {
    door: "POST /api/images/[id]/black-out",
    path: ({ image }) => `/api/images/${image}/black-out`,
    init: () => ({
      method: "POST",
      body: { boxes: [{ x: 0, y: 0, width: 1, height: 0.1 }], strokes: [] },
    }),
    status: owned(201),
  },
  {
    door: "POST /api/images/[id]/untrim",
    path: ({ image }) => `/api/images/${image}/untrim`,
    init: post(),
    status: owned(409),
  },
  {
    // The owner has asked about it: it goes with the chat, not by itself.
    door: "DELETE /api/images/[id]",
    path: ({ image }) => `/api/images/${image}`,
    init: () => ({ method: "DELETE" }),
    status: owned(409),
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
    // Behind the stop: an answer that is being written takes no vote.
    door: "PUT /api/turns/[id]/feedback",
    path: ({ turn }) => `/api/turns/${turn}/feedback`,
    init: () => ({ method: "PUT", body: { vote: "down", reason: "wrong", words: "No." } }),
    status: owned(204),
  },
  {
    door: "DELETE /api/turns/[id]/feedback",
    path: ({ turn }) => `/api/turns/${turn}/feedback`,
    init: () => ({ method: "DELETE" }),
    status: owned(204),
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
  ...LEAVING,
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
    door: "POST /api/account/reset",
    path: () => "/api/account/reset",
    init: post({ token: "a guessed token", password: "nine otters under the bridge" }),
    status: all(401),
  },
  {
    door: "POST /api/oidc",
    path: () => "/api/oidc",
    init: post({ connect: false }),
    // The provider that these tests name does not answer.
    status: all(503),
  },
  {
    door: "DELETE /api/oidc",
    path: () => "/api/oidc",
    init: () => ({ method: "DELETE" }),
    status: known(404),
  },
  {
    door: "GET /api/auth/callback/oidc",
    path: () => "/api/auth/callback/oidc?code=guessed&state=guessed",
    status: all(303),
  },
  ...ADMIN_ROWS,
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
