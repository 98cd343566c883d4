import { AdminFrame } from "@/lib/client/admin/admin-frame";
import { countWords, timeWords } from "@/lib/client/admin/figures";
import { FilterChoice, FilterForm, FilterText } from "@/lib/client/admin/filter-form";
import { Pager } from "@/lib/client/admin/pager";
import { Person } from "@/lib/client/admin/person";
import { UserActions } from "@/lib/client/admin/user-actions";
import { type Column, DataTable } from "@/lib/client/ui/table";
import type { ListUsers, UserPage, UserRow } from "@/lib/contracts/admin";

const KINDS = [
  { value: "accounts", label: "Accounts" },
  { value: "guests", label: "Guests" },
  { value: "admins", label: "Admins" },
  { value: "disabled", label: "Switched off" },
];

function Marks({ user }: { user: UserRow }) {
  const marks = [user.self && "you", user.admin && "admin"].filter(Boolean).join(", ");
  return (
    <>
      <Person id={user.id} email={user.email} />
      {marks !== "" && <span className="text-quiet"> · {marks}</span>}
      {user.disabledAt !== null && <span className="text-caution"> · switched off</span>}
    </>
  );
}

const COLUMNS: Column<UserRow>[] = [
  { head: "Who", cell: (user) => <Marks user={user} /> },
  { head: "Since", fold: true, cell: ({ createdAt }) => timeWords(createdAt) },
  {
    head: "Last signed in",
    fold: true,
    cell: ({ signedInAt }) =>
      signedInAt === null ? <span className="text-quiet">nowhere now</span> : timeWords(signedInAt),
  },
  { head: "Browsers", fold: true, number: true, cell: ({ sessions }) => countWords(sessions) },
  { head: "Chats", fold: true, number: true, cell: ({ chats }) => countWords(chats) },
  { head: "Actions", quietHead: true, cell: (user) => <UserActions user={user} /> },
];

/** The people of this instance, and what an admin can do about an account. */
export function UsersScreen({ page, query }: { page: UserPage; query: ListUsers }) {
  const { q, kind } = query;
  return (
    <AdminFrame
      title="Users"
      lead="Who has an account here, newest first. You see how many chats somebody has, and never what is in them. Times are UTC."
    >
      <FilterForm action="/admin/users">
        <FilterText name="q" label="E-mail or id" value={q} />
        <FilterChoice name="kind" label="Show" value={kind ?? "accounts"} choices={KINDS} />
      </FilterForm>
      <DataTable
        caption="Users"
        columns={COLUMNS}
        rows={page.users}
        keyOf={({ id }) => id}
        empty="Nobody fits this search."
      />
      <Pager path="/admin/users" query={query} next={page.next} />
    </AdminFrame>
  );
}
