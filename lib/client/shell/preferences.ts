/** Names of the cookies in which this browser keeps a choice; the server reads them to draw. */
export const AUDIENCE_COOKIE = "audience";
export const THEME_COOKIE = "theme";

export type Theme = "light" | "dark" | "system";

const YEAR = 365 * 24 * 3600;

/** Keeps a choice in this browser for a year. */
export function keepCookie(name: string, value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser
  document.cookie = `${name}=${value}; path=/; max-age=${YEAR}; samesite=lax`;
}

/** A theme from a cookie's text; anything else follows the system. */
export function themeFrom(value: string | undefined): Theme {
  return value === "light" || value === "dark" ? value : "system";
}
