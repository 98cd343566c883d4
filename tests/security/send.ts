import http from "node:http";

export type Init = {
  method?: string;
  headers?: Record<string, string>;
  /** Text or bytes; anything else is sent as JSON. */
  body?: unknown;
  /** A cookie header. */
  cookie?: string;
  /** Answer as soon as something came, and hang up: for a stream that stays open. */
  first?: boolean;
};

export type Answer = {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: Buffer;
  text: string;
};

const raw = (body: unknown): string | Uint8Array | undefined =>
  body === undefined || typeof body === "string" || body instanceof Uint8Array
    ? body
    : JSON.stringify(body);

// An address of its own for each request, so that the limits by address are tried where they are
// meant to be and nowhere else. The app under test stands behind one trusted proxy: this file.
let sent = 0;
function freshAddress(): string {
  sent += 1;
  return `10.${(sent >> 16) & 255}.${(sent >> 8) & 255}.${sent & 255}`;
}

/**
 * One request, byte by byte as given: node:http tidies neither the path nor the headers, as fetch
 * would. @throws when the server hangs up without an answer, says nothing for a minute, or has not ended
 * after two: a stream that nobody should have had must not hold the run.
 */
export function send(base: string, path: string, init: Init = {}): Promise<Answer> {
  const { hostname, port } = new URL(base);
  const body = raw(init.body);
  const headers: Record<string, string> = {
    "x-forwarded-for": freshAddress(),
    ...(body === undefined ? {} : { "content-type": "application/json" }),
    ...(init.cookie ? { cookie: init.cookie } : {}),
    ...init.headers,
  };
  if (body !== undefined && headers["transfer-encoding"] === undefined)
    headers["content-length"] ??= String(Buffer.byteLength(body));
  return new Promise((resolve, reject) => {
    const request = http.request({
      ...{ hostname, port, path, headers, agent: false },
      method: init.method ?? "GET",
      timeout: 60_000,
    });
    request.once("response", (response) => {
      const pieces: Buffer[] = [];
      const done = (): void => {
        const all = Buffer.concat(pieces);
        const { statusCode: status = 0, headers: got } = response;
        resolve({ status, headers: got, body: all, text: all.toString("utf8") });
        request.destroy();
      };
      response.on("data", (piece: Buffer) => {
        pieces.push(piece);
        if (init.first) done();
      });
      response.once("end", done);
      response.once("error", done);
    });
    request.once("timeout", () => request.destroy(new Error(`no answer: ${path}`)));
    const cut = setTimeout(() => request.destroy(new Error(`no end: ${path}`)), 120_000);
    request.once("close", () => clearTimeout(cut));
    request.once("error", reject);
    request.end(body);
  });
}

/** The cookies that an answer sets, as a cookie header; `before` are those that stay. */
export function cookiesOf(answer: Answer, before = ""): string {
  const jar = new Map<string, string>();
  for (const pair of [...before.split("; "), ...(answer.headers["set-cookie"] ?? [])]) {
    const [name = "", value = ""] = (pair.split(";")[0] ?? "").split(/=(.*)/s);
    if (name === "") continue;
    if (value === "") jar.delete(name);
    else jar.set(name, value);
  }
  return [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
}
