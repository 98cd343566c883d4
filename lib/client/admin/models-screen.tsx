import { AdminFrame } from "@/lib/client/admin/admin-frame";
import { FactList } from "@/lib/client/admin/fact-list";
import { bytesWords, countWords, spanWords, timeWords } from "@/lib/client/admin/figures";
import { type Column, DataTable } from "@/lib/client/ui/table";
import type { ModelFileRow, ModelsPage, WorkerRow } from "@/lib/contracts/admin";

const none = <span className="text-quiet">not known</span>;

const WORKERS: Column<WorkerRow>[] = [
  { head: "Worker", cell: ({ name }) => name },
  {
    head: "State",
    cell: ({ warm, problem }) =>
      problem !== null ? (
        <span className="text-danger">{problem}</span>
      ) : warm ? (
        "loaded"
      ) : (
        <span className="text-caution">loading</span>
      ),
  },
  { head: "Model", fold: true, cell: ({ model }) => model ?? none },
  { head: "Runs on", fold: true, cell: ({ backend }) => backend ?? none },
  {
    head: "Tokens a second",
    ...{ fold: true, number: true },
    cell: ({ tokensPerSecond }) => (tokensPerSecond === null ? none : tokensPerSecond.toFixed(0)),
  },
  { head: "Since", fold: true, cell: ({ startedAt }) => timeWords(startedAt) },
];

const FILES: Column<ModelFileRow>[] = [
  { head: "File", cell: ({ path }) => path },
  { head: "Size", number: true, cell: ({ bytes }) => bytesWords(bytes) },
  {
    head: "SHA-256",
    fold: true,
    cell: ({ sha256 }) => <span className="numbers">{sha256}</span>,
  },
];

const seconds = (figure: { median: number; p95: number } | null): string =>
  figure === null ? "none" : `${spanWords(figure.median)} / ${spanWords(figure.p95)}`;

/** Which model runs where, how fast, and of which files it is made. */
export function ModelsScreen({ page: { model, workers, speed } }: { page: ModelsPage }) {
  return (
    <AdminFrame
      title="Models"
      lead="Which model answers, on which workers and how fast. Tokens a second are measured by each worker at its start, on one answer alone. Times are UTC."
    >
      <FactList
        facts={[
          { name: "Answers in a day", value: countWords(speed.answers) },
          { name: "Wait, median / slowest 5\u00a0%", value: seconds(speed.wait) },
          { name: "Answer, median / slowest 5\u00a0%", value: seconds(speed.answer) },
        ]}
      />
      <DataTable
        caption="Workers"
        columns={WORKERS}
        rows={workers}
        keyOf={({ name }) => name}
        empty="No worker runs, so no question is answered."
      />
      {model === null ? (
        <p className="text-danger">The model's folder holds no model.json that can be read.</p>
      ) : (
        <section aria-labelledby="files" className="grid gap-2">
          <h2 id="files" className="text-heading font-semibold">
            {model.name} {model.version}
          </h2>
          <p className="text-label text-quiet">
            Its files on this machine. npm start compares each with this hash before it answers.
          </p>
          <DataTable
            caption="Files of the model"
            columns={FILES}
            rows={model.files}
            keyOf={({ path }) => path}
            empty="It names no files."
          />
        </section>
      )}
    </AdminFrame>
  );
}
