import { randomUUID } from "node:crypto";
import { MATRIX } from "./matrix";
import { type Answer, type Init, send } from "./send";
import type { Tally } from "./tally";
import { json, questionOf, type World } from "./world";

const TRAVERSALS = [
  "..%2f..%2f..%2fetc%2fpasswd",
  "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
  "....//....//etc/passwd",
  "..%5c..%5cwindows%5cwin.ini",
  "%2fetc%2fpasswd",
  "..%00",
  "%00",
  "%252e%252e%252fpackage.json",
  "x'%20or%20'1'='1",
  "__proto__",
  "constructor",
  "a".repeat(5_000),
];
/** No text at all: answered before Next's router, which would break on them. */
const UNDECODABLE = ["%c0%ae%c0%ae%c0%af", "%E0%A4%A"];
const LEAK = /root:.*:0:|"dependencies"|AUTH_SECRET|PrismaClient|node_modules\/|at .+\.js:\d+/;

const PAYLOADS = [
  "<script>window.pwned=1</script>",
  '"><img src=x onerror=window.pwned=1>',
  "<svg onload=window.pwned=1>",
  "</script><script>window.pwned=1</script>",
  "[click](javascript:window.pwned=1)",
  "{{constructor.constructor('window.pwned=1')()}}",
];

const refused = ({ status }: Pick<Answer, "status">): boolean => status >= 400 && status < 500;

/** No parameter of any address leads to a file, to the inside of the server or to its error text. */
export async function checkTraversal(world: World, { check }: Tally): Promise<void> {
  for (const { door, init } of MATRIX) {
    const address = door.split(" ")[1] ?? "";
    if (!address.includes("[")) continue;
    for (const payload of TRAVERSALS) {
      const path = address.replace(/\[[^\]]+\]/, payload);
      const answer = await world.as("owner", path, { ...init?.(world), first: false });
      const name = `${door} with ${payload.slice(0, 40)}`;
      // A page says that nothing is there in its text; a route by its status.
      const fine = door.startsWith("PAGE") ? answer.status < 500 : refused(answer);
      check("traversal", name, fine || answer.status === 308, answer.status);
      check("traversal", `${name} leaks nothing`, !LEAK.test(answer.text), answer.text);
    }
    for (const payload of UNDECODABLE) {
      const path = address.replace(/\[[^\]]+\]/, payload);
      const { status, text } = await world.as("owner", path, { ...init?.(world), first: false });
      const plain = status === 400 && text.includes("This address can't be read");
      check("traversal", `${door} with ${payload} is a plain 400`, plain, `${status} ${text}`);
    }
  }
  const files = ["/.env", "/package.json", "/_next/static/..%2f..%2fpackage.json", "/.git/config"];
  for (const path of [...files, "/_next/../package.json", "/icon.svg/../../package.json"]) {
    const answer = await world.as("owner", path);
    check("traversal", `${path} is no file`, answer.status !== 200, answer.status);
    check("traversal", `${path} leaks nothing`, !LEAK.test(answer.text), answer.text);
  }
}

/** A line break in an input never becomes a header, and a forged host never an address. */
export async function checkHeaderInjection(world: World, { check }: Tally): Promise<void> {
  const line = "%0d%0aset-cookie:%20pwned=1";
  const tries: [string, Init][] = [
    [`/about/model?modality=${line}`, {}],
    [`/cards/xray${line}`, {}],
    [`/chat/${line}`, {}],
    [`/api/cards/${line}`, {}],
    [`/api/turns/${world.turn}/stream?after=${line}`, { first: true }],
    ["/api/images", { method: "POST", body: world.png, headers: { "x-file-name": `a${line}` } }],
    ["/account", { cookie: "", headers: { "x-forwarded-host": "evil.example" } }],
    ["//evil.example/%2f..", {}],
    ["/api/chats/", { headers: { "x-forwarded-host": "evil.example" } }],
  ];
  for (const [path, init] of tries) {
    const answer = await send(world.base, path, { cookie: world.cookie.owner, ...init });
    const { "set-cookie": cookies = [], location = "" } = answer.headers;
    check("injection", `${path} sets no cookie`, !cookies.join().includes("pwned=1"), cookies);
    const away = /^(https?:)?\/\/evil/.test(location);
    check("injection", `${path} leads to no other site`, !away, location);
    check("injection", `${path} does not break the server`, answer.status < 500, answer.status);
  }
}

/** Markup in a text is kept as text: answered as JSON, never written into a page. */
export async function checkMarkup(world: World, tally: Tally): Promise<void> {
  const { check } = tally;
  const { db } = await import("@/lib/server/db");
  for (const payload of PAYLOADS) {
    const chat = randomUUID();
    const headers = { "x-file-name": encodeURIComponent(payload) };
    const sent = { method: "POST", body: world.png, headers };
    const image = await world.as("other", "/api/images", sent);
    check("markup", `a file named ${payload}`, image.status === 201, image.text);
    check("markup", "no file's name is kept", !image.text.includes(payload), image.text);
    const { id } = json<{ id: string }>(image);
    const body = questionOf(payload, [id]);
    const asked = await world.as("other", `/api/chats/${chat}/turns`, { method: "POST", body });
    check("markup", `a question ${payload}`, asked.status === 202, asked.text);
    const { turnId, assistantMessageId } = json<Record<string, string>>(asked);
    await world.as("other", `/api/turns/${turnId}/stop`, { method: "POST" });
    // As if the model had written it.
    await db().message.update({
      where: { id: assistantMessageId ?? "" },
      data: { parts: [{ type: "text", text: payload }] },
    });
    const title = { method: "PATCH", body: { title: payload } };
    await world.as("other", `/api/chats/${chat}`, title);
    for (const path of [`/api/chats/${chat}`, "/api/chats", `/api/images/${id}/info`]) {
      const answer = await world.as("other", path);
      const type = String(answer.headers["content-type"]);
      check("markup", `${path} is JSON`, type.startsWith("application/json"), type);
      const sniff = answer.headers["x-content-type-options"];
      check("markup", `${path} is not sniffed`, sniff === "nosniff", sniff);
    }
    const encoded = encodeURIComponent(payload);
    const pages = [`/chat/${chat}`, `/chat/${encoded}`, `/cards/${encoded}`];
    for (const path of [
      ...pages,
      `/about/model?modality=${encoded}`,
      `/sign-in?error=${encoded}`,
    ]) {
      const page = await world.as("other", path);
      const words = page.text.replace(/<script\b[^>]*>[\s\S]*?<\/script>/g, "");
      const found = words.includes(payload) && /[<>"]/.test(payload);
      check("markup", `${path} does not hold ${payload}`, !found);
      check("markup", `${path} closes no script early`, !page.text.includes(`${payload}</`));
    }
  }
}

const DEEP = `${"[".repeat(20_000)}${"]".repeat(20_000)}`;
const BODIES: [string, string | Uint8Array, number[]][] = [
  ["half an object", '{"a":', [400]],
  ["nothing", "", [400]],
  ["null", "null", [400]],
  ["a list", "[]", [400]],
  ["a text", '"x"', [400]],
  ["a deep list", DEEP, [400]],
  ["bytes that are no text", new Uint8Array([0xff, 0xfe, 0xfd]), [400]],
  ["a prototype", '{"__proto__":{"role":"admin"}}', [400]],
  ["wrong kinds", '{"email":1,"password":[],"title":{},"text":9,"audience":"king"}', [400]],
  ["70 kB", JSON.stringify({ text: "x".repeat(70_000) }), [413]],
];

/** What is no JSON, not the right JSON or too much is refused with a sentence, and breaks nothing. */
export async function checkBodies(world: World, { check }: Tally): Promise<void> {
  const doors = MATRIX.filter(({ init }) => {
    const body = init?.(world).body;
    return body !== undefined && !(body instanceof Uint8Array);
  });
  check("bodies", "there are doors that take JSON", doors.length >= 5, doors.length);
  const seen = new Set<string>();
  for (const row of doors) {
    if (seen.has(row.door)) continue;
    seen.add(row.door);
    const { method = "POST" } = row.init?.(world) ?? {};
    for (const [what, body, statuses] of BODIES) {
      const answer = await world.as(row.by ?? "owner", row.path(world), { method, body });
      const name = `${row.door} with ${what}`;
      check("bodies", name, statuses.includes(answer.status), `${answer.status} ${answer.text}`);
      check("bodies", `${name} says why`, /"message":"[A-Z]/.test(answer.text), answer.text);
    }
    const headers = { "transfer-encoding": "chunked" };
    const long = { method, body: "x".repeat(400_000), headers };
    const answer = await world.as(row.by ?? "owner", row.path(world), long).catch(() => null);
    const fine = answer === null || answer.status === 413;
    check("bodies", `${row.door} stops reading what has no length`, fine, answer?.status);
  }
  const huge = { "content-length": String(41 * 1024 * 1024) };
  const upload = { method: "POST", body: "x", headers: huge, first: true };
  const answer = await world.as("owner", "/api/images", upload);
  check("bodies", "a picture over 40 MB is refused", answer.status === 413, answer.status);
  const text = { method: "POST", body: "<html><script>1</script></html>" };
  const page = await world.as("owner", "/api/images", text);
  check("bodies", "a page is no picture", page.status === 415, page.status);
  const much = questionOf("x".repeat(4_001));
  const ask = { method: "POST", body: much };
  const asked = await world.as("owner", `/api/chats/${randomUUID()}/turns`, ask);
  check("bodies", "a question over 4000 characters is refused", asked.status === 400);
}
