import { z } from "zod";
import { type Audience, audienceSchema } from "./audience";

/** GET /api/me. A visitor without cookies has `id: null` and is neither guest nor account. */
export type Me = {
  id: string | null;
  guest: boolean;
  email: string | null;
  name: string | null;
  audience: Audience | null;
};

/** PATCH /api/me: answers the changed Me. Makes a guest where there was nobody. */
export const setAudienceSchema = z.object({ audience: audienceSchema });
export type SetAudience = z.infer<typeof setAudienceSchema>;

const emailSchema = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(z.email({ message: "That does not look like an e-mail address." }));

/** POST /api/account: signs up and signs in, 201 with Me. A guest keeps chats and pictures. */
export const signUpSchema = z.object({
  email: emailSchema,
  password: z
    .string()
    .min(12, { message: "A password has at least 12 characters." })
    .max(200, { message: "A password has at most 200 characters." }),
  name: z.string().trim().max(80).optional(),
});
export type SignUp = z.infer<typeof signUpSchema>;

/**
 * POST /api/session: signs in, answers Me; what the guest of this browser made moves along.
 * DELETE /api/session signs out (204).
 */
export const signInSchema = z.object({ email: emailSchema, password: z.string().min(1).max(200) });
export type SignIn = z.infer<typeof signInSchema>;

/** PATCH /api/chats/:id. */
export const renameChatSchema = z.object({ title: z.string().trim().min(1).max(120) });
export type RenameChat = z.infer<typeof renameChatSchema>;
