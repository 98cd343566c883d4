import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AccountScreen } from "@/lib/client/account/account-screen";
import { storageUse } from "@/lib/server/images/quota";
import { currentUser } from "@/lib/server/users/current-user";

export const metadata: Metadata = { title: "Account" };

export default async function AccountPage() {
  const user = await currentUser();
  if (user === null || user.email === null) redirect("/sign-in");
  const storage = await storageUse(user.id);
  return <AccountScreen email={user.email} admin={user.role === "admin"} storage={storage} />;
}
