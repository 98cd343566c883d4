import "server-only";
import { notFound } from "next/navigation";
import { AppError } from "../errors";
import { takeFromLimit } from "../limit";
import { LIMITS } from "../limits";
import { switchedOff } from "../switched-off";
import { type CurrentUser, currentUser } from "../users/current-user";

/**
 * The admin who opens a page; for everybody else the page is not there. Each page asks by itself: a
 * layout does not run again when a browser goes from page to page.
 *
 * @throws AppError rate-limited.
 */
export async function requireAdmin(): Promise<CurrentUser> {
  const user = await currentUser();
  if (user === null || (user.role !== "admin" && !switchedOff("admin"))) notFound();
  const wait = takeFromLimit(`admin-page:${user.id}`, LIMITS.admin);
  if (wait > 0) throw new AppError("rate-limited", "That was too often. Try again in a minute.");
  return user;
}
