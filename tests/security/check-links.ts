import { shapeOf } from "./check-matrix";
import type { Tally } from "./tally";
import { ACTORS, type Links, type World } from "./world";

/**
 * A link that was taken back, one that has ended and one that never was answer the same, byte for
 * byte and to everybody; what a live one shows is kept by nothing on the way and found by no search.
 */
export async function checkLinks(world: World, { check }: Tally): Promise<void> {
  const { as, links, base } = world;
  const dead = ["expired", "revoked"] as const satisfies (keyof Links)[];
  for (const actor of ACTORS) {
    for (const end of ["", "/pictures/1"]) {
      const of = (token: string) => as(actor, `/api/share/${token}${end}`);
      const none = shapeOf(await of(links.unknown));
      for (const kind of dead) {
        const saw = shapeOf(await of(links[kind]));
        check("links", `${kind}${end} as ${actor} looks like none`, saw === none, saw);
      }
      const odd = shapeOf(await of("no-token-at-all"));
      check("links", `what is no token${end} as ${actor} looks like none`, odd === none, odd);
    }
  }
  const bare = shapeOf(await as("other", `/api/share/${links.bare}/pictures/1`));
  const none = shapeOf(await as("other", `/api/share/${links.unknown}/pictures/1`));
  check("links", "a picture that is not shared looks like none", bare === none, bare);

  for (const path of [`/api/share/${links.live}`, `/api/share/${links.live}/pictures/1`]) {
    const { headers, status } = await as("signed out", path);
    const caching = String(headers["cache-control"]);
    check("links", `${path} is answered`, status === 200, status);
    check("links", `${path} is kept by nobody`, caching === "private, no-store", caching);
    check("links", `${path} has no tag to ask again by`, headers.etag === undefined, headers.etag);
    check("links", `${path} sets no cookie`, headers["set-cookie"] === undefined);
  }
  for (const path of ["/share", "/api/share"]) {
    const { headers } = await as("signed out", `${path}/${links.live}`);
    const robots = String(headers["x-robots-tag"]);
    check("links", `${path} is not to be listed`, robots.includes("noindex"), robots);
    check(
      "links",
      `${path} tells no site where it is`,
      headers["referrer-policy"] === "no-referrer",
    );
  }
  const page = await as("signed out", `/share/${links.live}`);
  const meta = /<meta name="robots" content="([^"]*)"/.exec(page.text)?.[1] ?? "";
  check("links", "the page says so too", meta.includes("noindex"), meta);

  // Nothing that the shared chat holds opens another door, whoever tries it.
  const shown = await as("signed out", `/api/share/${links.live}`);
  const words = new Set(shown.text.match(/[A-Za-z0-9_-]{6,}/g) ?? []);
  const doors = ["/api/chats/", "/api/images/", "/api/turns/", "/api/share/", "/api/shares/"];
  for (const word of words) {
    for (const door of doors) {
      const { status } = await as("other", `${door}${encodeURIComponent(word)}`);
      check("links", `${word} opens nothing at ${door} of ${base}`, status >= 400, status);
    }
  }
}
