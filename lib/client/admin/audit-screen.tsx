import { AdminFrame } from "@/lib/client/admin/admin-frame";
import { timeWords } from "@/lib/client/admin/figures";
import { FilterChoice, FilterForm, FilterText } from "@/lib/client/admin/filter-form";
import { hrefOf, Pager } from "@/lib/client/admin/pager";
import { Person } from "@/lib/client/admin/person";
import { type Column, DataTable } from "@/lib/client/ui/table";
import type { AuditPage, AuditRow, ListAudit } from "@/lib/contracts/admin";

/** "chat-deleted" as it is read. */
const actionWords = (action: string): string => action.replaceAll("-", " ");

/** An id by its end. */
const short = (id: string): string => (id.length > 30 ? `…${id.slice(-12)}` : id);

function Thing({ row: { subject, subjectEmail } }: { row: AuditRow }) {
  if (subject === null) return <span className="text-quiet">none</span>;
  return (
    <a
      href={hrefOf("/admin/audit", { thing: subject })}
      title={subject}
      className={`underline decoration-line underline-offset-2 hover:text-accent ${subjectEmail === null ? "numbers whitespace-nowrap" : ""}`}
    >
      {subjectEmail ?? short(subject)}
    </a>
  );
}

/** One part of a row's detail: "elapsed 47 ms", "pictures no", "chat …fa9af8cb9f5d". */
function partWords(name: string, value: string | number | boolean): string {
  if (typeof value === "boolean") return `${name} ${value ? "yes" : "no"}`;
  if (name.endsWith("Ms")) return `${name.slice(0, -2)} ${value} ms`;
  return `${name} ${short(String(value))}`;
}

const detailWords = ({ detail }: AuditRow): string =>
  Object.entries(detail)
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([name, value]) => partWords(name, value))
    .join(", ");

const COLUMNS: Column<AuditRow>[] = [
  {
    head: "When",
    cell: ({ at, action }) => (
      <>
        <time dateTime={at} className="numbers whitespace-nowrap">
          {timeWords(at)}
        </time>
        <span className="block font-medium md:hidden">{actionWords(action)}</span>
      </>
    ),
  },
  {
    head: "Who",
    fold: true,
    cell: ({ personId, email }) =>
      personId === null ? (
        <span className="text-quiet">nobody, or somebody who is gone</span>
      ) : (
        <Person id={personId} email={email} />
      ),
  },
  {
    head: "What",
    cell: ({ action }) => actionWords(action),
    wide: true,
  },
  { head: "Thing", fold: true, cell: (row) => <Thing row={row} /> },
  { head: "More", fold: true, cell: detailWords },
  {
    head: "From",
    fold: true,
    cell: ({ address }) => address ?? <span className="whitespace-nowrap">the server</span>,
  },
];

/** Who did what to which thing, when and from where. */
export function AuditScreen({ page, query }: { page: AuditPage; query: ListAudit }) {
  const { person, action, thing, from, to } = query;
  const choices = page.actions.map((value) => ({ value, label: actionWords(value) }));
  const minute = (time: string | undefined) =>
    time === undefined || time.length > 10 ? time : `${time}T00:00`;
  return (
    <AdminFrame
      title="Audit"
      lead="Who did what to which thing, when and from where; rows can be added only. Things are named by their ids, so no word of a chat stands here. Times are UTC."
    >
      <FilterForm action="/admin/audit">
        <FilterText name="person" label="Person: e-mail or id" value={person} />
        <FilterChoice
          name="action"
          label="Action"
          value={action}
          choices={[{ value: "", label: "Any" }, ...choices]}
        />
        <FilterText name="thing" label="Thing: id" value={thing} />
        <FilterText name="from" label="From" type="datetime-local" value={minute(from)} />
        <FilterText name="to" label="To" type="datetime-local" value={minute(to)} />
      </FilterForm>
      <DataTable
        caption="Audit"
        columns={COLUMNS}
        rows={page.rows}
        keyOf={({ id }) => id}
        empty="No row fits this search."
      />
      <Pager path="/admin/audit" query={query} next={page.next} />
    </AdminFrame>
  );
}
