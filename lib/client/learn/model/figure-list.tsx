import { count, LEAST, numberWords } from "@/lib/client/learn/model/figure-words";
import type { Figure } from "@/lib/contracts/model-facts";

export type Line = {
  name: string;
  /** What the number means. */
  means: string;
  /** A figure, a plain number, or null: not measured. */
  figure: Figure | number | null;
};

/** Numbers, each with its interval and with what it means. */
export function FigureList({ lines }: { lines: Line[] }) {
  return (
    <dl className="grid border-t text-label">
      {lines.map((line) => (
        <div key={line.name} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 border-b py-2">
          <dt>
            <span className="block">{line.name}</span>
            <span className="block text-quiet">{line.means}</span>
          </dt>
          <dd className="text-right">
            <FigureValue figure={line.figure} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** A number with its interval, or that it was not measured, or on too few pictures. */
export function FigureValue({ figure }: { figure: Figure | number | null }) {
  if (figure === null) return <span className="text-quiet">not measured</span>;
  if (typeof figure === "number")
    return (
      <span className="numbers">
        {Number.isInteger(figure) ? count(figure) : figure.toFixed(2)}
      </span>
    );
  if (figure.n < LEAST) return <span className="text-quiet">untested, n {figure.n}</span>;
  const { value, interval } = numberWords(figure);
  return (
    <>
      <span className="numbers block">{value}</span>
      {interval !== null && <span className="numbers block text-quiet">{interval}</span>}
    </>
  );
}
