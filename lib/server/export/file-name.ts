import "server-only";

/** Letters and digits of a title, as a file's name without its ending: at most 60 characters. */
export function nameFrom(title: string): string {
  const words = title
    .normalize("NFC")
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "");
  return [...words].slice(0, 60).join("") || "chat";
}

/**
 * A title as the name of a download, in the two forms of a Content-Disposition header (RFC 6266):
 * plain ASCII, and percent-encoded UTF-8. Nothing of a title can end the header or name a folder.
 */
export function fileName(title: string, ending: string): { plain: string; encoded: string } {
  const name = nameFrom(title);
  const plain = name
    .normalize("NFKD")
    .replace(/[^A-Za-z0-9-]/g, "")
    .replace(/-{2,}/g, "-");
  return {
    plain: `${plain || "chat"}.${ending}`,
    encoded: encodeURIComponent(`${name}.${ending}`).replace(/['()*]/g, (each) => {
      return `%${each.charCodeAt(0).toString(16).toUpperCase()}`;
    }),
  };
}
