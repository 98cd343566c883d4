import "server-only";
import { z } from "zod";

/** `[id]` of an address. */
export const idParams = z.object({ id: z.uuid({ message: "That address names nothing here." }) });

/** `[name]` of a sample. */
export const nameParams = z.object({ name: z.string().regex(/^[a-z0-9-]{1,40}$/) });

/** `[token]` of a link or of a deletion: any text here, so that a wrong one answers like no other. */
export const tokenParams = z.object({ token: z.string().max(200) });

/** `[token]` and `[n]`: a picture of a shared chat, counted from 1. */
export const linkPictureParams = tokenParams.extend({
  n: z.coerce.number({ message: "That address names nothing here." }).int().min(1).max(10_000),
});
