import { AdminFrame } from "@/lib/client/admin/admin-frame";
import { timeWords } from "@/lib/client/admin/figures";
import { FilterChoice, FilterForm } from "@/lib/client/admin/filter-form";
import { Pager } from "@/lib/client/admin/pager";
import { type Column, DataTable } from "@/lib/client/ui/table";
import type { FeedbackPage, ListedFeedback, ListFeedback, Vote } from "@/lib/contracts/feedback";

const VOTE_WORDS: Record<Vote, string> = { up: "Good", down: "Bad" };

/** Milliseconds as they are read: "1.4 s". */
const seconds = (ms: number | null): string =>
  ms === null ? "not measured" : `${(ms / 1000).toFixed(1)} s`;

function Said({ row: { vote, reason, words } }: { row: ListedFeedback }) {
  return (
    <>
      <span className="font-medium">{VOTE_WORDS[vote]}</span>
      {reason !== null && <span className="text-quiet">, {reason.replaceAll("-", " ")}</span>}
      {words !== "" && <span className="block whitespace-pre-wrap break-words">{words}</span>}
    </>
  );
}

const COLUMNS: Column<ListedFeedback>[] = [
  {
    head: "When",
    cell: ({ when }) => (
      <time dateTime={when} className="numbers whitespace-nowrap">
        {timeWords(when)}
      </time>
    ),
  },
  { head: "Said", cell: (row) => <Said row={row} /> },
  {
    head: "Model",
    fold: true,
    cell: ({ modelName, modelVersion }) =>
      modelName === null ? "not known" : `${modelName} ${modelVersion ?? ""}`,
  },
  {
    head: "Tools",
    fold: true,
    cell: ({ results }) => (results.length === 0 ? "none" : results.join(", ")),
  },
  {
    head: "Waited, ran",
    fold: true,
    cell: ({ timings: { waitedMs, ranMs } }) => (
      <span className="numbers">
        {seconds(waitedMs)}, {seconds(ranMs)}
      </span>
    ),
  },
];

/** What people said of answers, without the answers. */
export function FeedbackScreen({ page, query }: { page: FeedbackPage; query: ListFeedback }) {
  return (
    <AdminFrame
      title="Feedback"
      lead="What people said of answers, newest first: the vote, the reason and their remark. The chat and its pictures are not shown, nor who it was. Times are UTC."
    >
      <FilterForm action="/admin/feedback">
        <FilterChoice
          name="vote"
          label="Vote"
          value={query.vote}
          choices={[
            { value: "", label: "Any" },
            { value: "up", label: VOTE_WORDS.up },
            { value: "down", label: VOTE_WORDS.down },
          ]}
        />
      </FilterForm>
      <DataTable
        caption="Feedback"
        columns={COLUMNS}
        rows={page.feedback}
        keyOf={({ id }) => id}
        empty="Nobody has said anything of an answer yet."
      />
      <Pager path="/admin/feedback" query={query} next={page.next} />
    </AdminFrame>
  );
}
