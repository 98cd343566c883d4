import "server-only";

/**
 * A PNG for its owner only. The browser may keep it, and asks again by its tag (the content's hash)
 * each time, so that a deleted picture is gone from the next look on.
 */
export function pngResponse(
  request: Request,
  png: () => Promise<Uint8Array>,
  tag: string,
): Promise<Response> {
  const etag = `"${tag}"`;
  const headers = { etag, "cache-control": "private, no-cache", vary: "cookie" };
  if (request.headers.get("if-none-match") === etag) {
    return Promise.resolve(new Response(null, { status: 304, headers }));
  }
  return png().then(
    (bytes) =>
      new Response(new Uint8Array(bytes), {
        headers: {
          ...headers,
          "content-type": "image/png",
          "content-length": String(bytes.length),
        },
      }),
  );
}
