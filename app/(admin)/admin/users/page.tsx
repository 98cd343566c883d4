import type { Metadata } from "next";
import { UsersScreen } from "@/lib/client/admin/users-screen";
import { listUsersSchema } from "@/lib/contracts/admin";
import { listUsers } from "@/lib/server/admin/list-users";
import { requireAdmin } from "@/lib/server/admin/require-admin";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export const metadata: Metadata = { title: "Users" };

export default async function UsersPage({ searchParams }: Props) {
  const { id } = await requireAdmin();
  const query = listUsersSchema.parse(await searchParams);
  return <UsersScreen page={await listUsers(id, query)} query={query} />;
}
