import "server-only";
import { createHash } from "node:crypto";

/** Only the hash of a random token is stored: who reads the table can't use it. */
export const hashToken = (token: string): string =>
  createHash("sha256").update(token).digest("base64url");
