import { AdminFrame } from "@/lib/client/admin/admin-frame";
import { FactList } from "@/lib/client/admin/fact-list";
import { bytesWords, countWords } from "@/lib/client/admin/figures";
import { Pager } from "@/lib/client/admin/pager";
import { Person } from "@/lib/client/admin/person";
import { type Column, DataTable } from "@/lib/client/ui/table";
import type { ListStorage, StoragePage } from "@/lib/contracts/admin";

const COLUMNS: Column<StoragePage["people"][number]>[] = [
  { head: "Who", cell: ({ id, email }) => <Person id={id} email={email} /> },
  { head: "Pictures", number: true, cell: ({ pictures }) => countWords(pictures) },
  { head: "Size", number: true, cell: ({ bytes }) => bytesWords(bytes) },
];

/** What pictures and the database take of the disk, in all and by person. */
export function StorageScreen({ page, query }: { page: StoragePage; query: ListStorage }) {
  const { stored, pictures, database, disk } = page;
  return (
    <AdminFrame
      title="Storage"
      lead="What is kept, in all and by person. The same picture of two people is one file, so the sum of all people can be more than what is on the disk."
    >
      <FactList
        facts={[
          { name: "Picture files", value: bytesWords(stored) },
          { name: "Pictures", value: countWords(pictures) },
          { name: "Database", value: bytesWords(database) },
          { name: "Disk free", value: bytesWords(disk.free) },
          { name: "Disk", value: bytesWords(disk.total) },
        ]}
      />
      <DataTable
        caption="Pictures by person"
        columns={COLUMNS}
        rows={page.people}
        keyOf={({ id }) => id}
        empty="Nobody keeps a picture."
      />
      <Pager path="/admin/storage" query={query} next={page.next} />
    </AdminFrame>
  );
}
