const SENTENCE = "This address can't be read: a % in it is not followed by what belongs there.";

const isDecodable = (path) => {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
};

/**
 * Answers 400 to a request whose path is not percent-encoded text: Next's router would answer 500
 * before any code of ours. What stands behind the "?" is read by code that copes.
 *
 * @returns whether it was answered.
 */
export function refuseUndecodable(request, response) {
  const path = (request.url ?? "").split("?", 1)[0] ?? "";
  if (isDecodable(path)) return false;
  const data = path.startsWith("/api/");
  const body = data
    ? JSON.stringify({ error: { code: "bad-input", message: SENTENCE } })
    : `${SENTENCE}\n`;
  response.writeHead(400, {
    "content-type": data ? "application/json" : "text/plain; charset=utf-8",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
    // What the request may still be sending is not read.
    connection: "close",
  });
  response.end(body);
  return true;
}
