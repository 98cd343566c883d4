import { AdminFrame } from "@/lib/client/admin/admin-frame";
import { countWords, timeWords } from "@/lib/client/admin/figures";
import { LimitForm } from "@/lib/client/admin/limit-form";
import { limitWords, windowWords } from "@/lib/client/admin/limit-words";
import { type Column, DataTable } from "@/lib/client/ui/table";
import type { LimitRow } from "@/lib/contracts/admin";

const COLUMNS: Column<LimitRow>[] = [
  { head: "What", cell: ({ name }) => limitWords(name) },
  { head: "Counted", fold: true, cell: windowWords },
  { head: "Default", fold: true, number: true, cell: ({ fallback }) => countWords(fallback) },
  {
    head: "Changed",
    fold: true,
    cell: ({ changedAt }) =>
      changedAt === null ? <span className="text-quiet">never</span> : timeWords(changedAt),
  },
  { head: "At most", cell: (limit) => <LimitForm limit={limit} />, number: true },
];

/** How much anybody may do, and the way to change it. */
export function LimitsScreen({ limits }: { limits: LimitRow[] }) {
  return (
    <AdminFrame
      title="Limits"
      lead="How often anybody may do what takes time or room. A change holds within five seconds on every server and stands in the audit. Over a limit the answer says when to come back."
    >
      <DataTable
        caption="Limits"
        columns={COLUMNS}
        rows={limits}
        keyOf={({ name }) => name}
        empty="There are no limits."
        middle
      />
    </AdminFrame>
  );
}
