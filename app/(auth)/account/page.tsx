import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AccountScreen } from "@/lib/client/account/account-screen";
import { problemWords } from "@/lib/client/account/sign-in-problems";
import { storageUse } from "@/lib/server/images/quota";
import { currentUser } from "@/lib/server/users/current-user";
import { waysIn } from "@/lib/server/users/disconnect-provider";
import { oidcSettings } from "@/lib/server/users/oidc-settings";

type Props = { searchParams: Promise<{ error?: string | string[] }> };

export const metadata: Metadata = { title: "Account" };

export default async function AccountPage({ searchParams }: Props) {
  const user = await currentUser();
  if (user === null || user.email === null) redirect("/sign-in");
  const { provider: connected, password } = await waysIn(user.id);
  return (
    <AccountScreen
      email={user.email}
      admin={user.role === "admin"}
      ways={{ connected, password, provider: oidcSettings()?.name ?? null }}
      storage={await storageUse(user.id)}
      problem={problemWords((await searchParams).error)}
    />
  );
}
