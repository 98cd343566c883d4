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
  .max(254, { message: "That e-mail address is too long." })
  .pipe(z.email({ message: "That does not look like an e-mail address." }));

const newPasswordSchema = z
  .string()
  .min(12, { message: "A password has at least 12 characters." })
  .max(200, { message: "A password has at most 200 characters." });

/** POST /api/account: signs up and signs in, 201 with Me. A guest keeps chats and pictures. */
export const signUpSchema = z.object({
  email: emailSchema,
  password: newPasswordSchema,
  name: z.string().trim().max(80).optional(),
});
export type SignUp = z.infer<typeof signUpSchema>;

/**
 * POST /api/session: signs in, answers Me; what the guest of this browser made moves along.
 * DELETE /api/session signs out (204).
 */
export const signInSchema = z.object({ email: emailSchema, password: z.string().min(1).max(200) });
export type SignIn = z.infer<typeof signInSchema>;

/** POST /api/oidc: the address at the provider to go to; `connect` adds it to the account of now. */
export const startOidcSchema = z.object({ connect: z.boolean() });
export type StartOidc = z.infer<typeof startOidcSchema>;

/** Why somebody who came from the provider was not signed in; stands in the page's address. */
export const SIGN_IN_PROBLEMS = [
  "provider",
  "email-taken",
  "no-email",
  "disabled",
  "connected",
] as const;
export type SignInProblem = (typeof SIGN_IN_PROBLEMS)[number];

/** POST /api/account/reset: sets a password by a link that an admin made (204). */
export const resetPasswordSchema = z.object({
  token: z.string().min(1).max(100),
  password: newPasswordSchema,
});
export type ResetPassword = z.infer<typeof resetPasswordSchema>;

/** A link that sets a password once; the token stands behind the # and reaches no log. */
export type ResetLink = { path: string; expires: string };

/** PATCH /api/account: another password; answers how many other browsers were signed out. */
export const changePasswordSchema = z.object({
  current: z.string().min(1).max(200),
  password: newPasswordSchema,
});
export type ChangePassword = z.infer<typeof changePasswordSchema>;

/** GET /api/sessions: where this person is signed in. DELETE /api/sessions/:id ends one (204). */
export type SessionInfo = {
  id: string;
  createdAt: string;
  address: string | null;
  /** What that browser calls itself. */
  agent: string | null;
  /** The browser that asks. */
  current: boolean;
};

/** POST /api/admin: the code that `npm start` printed makes this account the first admin (204). */
export const becomeAdminSchema = z.object({ code: z.string().trim().min(1).max(100) });
export type BecomeAdmin = z.infer<typeof becomeAdminSchema>;

/** PATCH /api/chats/:id. */
export const renameChatSchema = z.object({ title: z.string().trim().min(1).max(120) });
export type RenameChat = z.infer<typeof renameChatSchema>;
