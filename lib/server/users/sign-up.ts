import "server-only";
import type { Me, SignUp } from "@/lib/contracts/account";
import { Prisma } from "@/lib/generated/prisma/client";
import { recordAudit } from "../audit/record-audit";
import { db } from "../db";
import { AppError } from "../errors";
import { refuseCommonPassword } from "./common-password";
import { type CurrentUser, readUser, toMe } from "./current-user";
import { forgetGuest } from "./guest";
import { hashPassword } from "./password";
import { openBrowserSession } from "./sign-in";

/**
 * Makes an account and signs this browser in. A guest becomes the account: the row stays, and with
 * it every chat and picture; the guest's cookie stops working.
 *
 * @throws AppError email-taken or common-password.
 */
export async function signUp(current: CurrentUser | null, input: SignUp): Promise<Me> {
  refuseCommonPassword(input.password);
  const passwordHash = await hashPassword(input.password);
  const account = { email: input.email, passwordHash, name: input.name ?? null, guest: false };
  const guestId = current?.guest === true ? current.id : null;
  const id = await db()
    .$transaction(async (tx) => {
      const user =
        guestId === null
          ? await tx.user.create({ data: account, select: { id: true } })
          : await tx.user.update({
              where: { id: guestId, guest: true },
              data: { ...account, sessions: { deleteMany: {} } },
              select: { id: true },
            });
      await recordAudit(tx, {
        userId: user.id,
        action: "sign-up",
        detail: { guest: guestId !== null },
      });
      return user.id;
    })
    .catch((error: unknown) => {
      if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002") {
        throw new AppError("email-taken", "There is an account with this e-mail. Sign in instead.");
      }
      throw error;
    });
  await openBrowserSession(input.email, input.password);
  if (guestId !== null) await forgetGuest();
  return toMe(await readUser(id));
}
