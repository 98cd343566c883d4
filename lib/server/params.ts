import "server-only";
import { z } from "zod";

/** `[id]` of an address. */
export const idParams = z.object({ id: z.uuid({ message: "That address names nothing here." }) });

/** `[name]` of a sample. */
export const nameParams = z.object({ name: z.string().regex(/^[a-z0-9-]{1,40}$/) });
