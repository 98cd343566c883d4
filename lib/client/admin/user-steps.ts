import { changeUser, endSessions } from "@/lib/client/api/admin";
import type { UserRow } from "@/lib/contracts/admin";

/** Something that an admin can do to an account. */
export type Step = {
  title: string;
  /** What it does, said before. */
  means: string;
  danger: boolean;
  /** Does it; answers what to say after. */
  act: () => Promise<string>;
};

/** What can be done to this account as it is now. */
export function stepsFor({ id, email, admin, disabledAt }: UserRow): Step[] {
  const who = email ?? "";
  const role: Step = admin
    ? {
        ...{ title: "Take the admin's rights", danger: false },
        means: `${who} loses these pages. Everything else stays.`,
        act: async () => {
          await changeUser(id, { role: "user" });
          return `${who} is no admin any more.`;
        },
      }
    : {
        ...{ title: "Make an admin", danger: false },
        means: `${who} gets these pages and may change accounts and limits. Nobody's chats or pictures are opened by it.`,
        act: async () => {
          await changeUser(id, { role: "admin" });
          return `${who} is an admin.`;
        },
      };
  const sessions: Step = {
    ...{ title: "Sign out everywhere", danger: false },
    means: `Every browser of ${who} is signed out. The password stays.`,
    act: async () => {
      const { ended } = await endSessions(id);
      return `${who} is signed out of ${ended} ${ended === 1 ? "browser" : "browsers"}.`;
    },
  };
  const state: Step =
    disabledAt === null
      ? {
          ...{ title: "Switch the account off", danger: true },
          means: `${who} is signed out and cannot sign in until the account is switched on. Chats and pictures stay.`,
          act: async () => {
            await changeUser(id, { disabled: true });
            return `The account of ${who} is switched off.`;
          },
        }
      : {
          ...{ title: "Switch the account on", danger: false },
          means: `${who} can sign in again.`,
          act: async () => {
            await changeUser(id, { disabled: false });
            return `The account of ${who} is switched on.`;
          },
        };
  return [role, sessions, state];
}
