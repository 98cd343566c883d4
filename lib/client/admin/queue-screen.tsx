import { AdminFrame } from "@/lib/client/admin/admin-frame";
import { FactList } from "@/lib/client/admin/fact-list";
import { countWords, spanWords } from "@/lib/client/admin/figures";
import { KeepFresh } from "@/lib/client/admin/keep-fresh";
import { Person } from "@/lib/client/admin/person";
import { type Column, DataTable } from "@/lib/client/ui/table";
import type { QueuePage } from "@/lib/contracts/admin";

const FRESH_MS = 5_000;

const COLUMNS: Column<QueuePage["people"][number]>[] = [
  { head: "Who", cell: ({ id, email }) => <Person id={id} email={email} /> },
  { head: "Waiting", number: true, cell: ({ waiting }) => countWords(waiting) },
  { head: "Running", number: true, cell: ({ running }) => countWords(running) },
];

/** Which questions wait and run: how many, since when and whose, not what they ask. */
export function QueueScreen({ page }: { page: QueuePage }) {
  const { waiting, running, oldestSeconds, most, mostOfOne, people } = page;
  return (
    <AdminFrame
      title="Queue"
      lead={`Questions that wait for an answer or get one, read again every five seconds. At most ${countWords(most)} in all and ${countWords(mostOfOne)} of one person.`}
    >
      <KeepFresh ms={FRESH_MS} />
      <FactList
        facts={[
          { name: "Waiting", value: countWords(waiting) },
          { name: "Running", value: countWords(running) },
          {
            name: "Oldest waits for",
            value: oldestSeconds === null ? "none" : spanWords(oldestSeconds),
          },
        ]}
      />
      <DataTable
        caption="Questions by person"
        columns={COLUMNS}
        rows={people}
        keyOf={({ id }) => id}
        empty="No question waits or runs."
      />
    </AdminFrame>
  );
}
