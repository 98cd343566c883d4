import clsx from "clsx";
import type { ReactNode } from "react";

export type Column<Row> = {
  head: string;
  cell: (row: Row) => ReactNode;
  /** On a narrow window it stands under the row's first cell, behind its head. */
  fold?: boolean;
  /** On a narrow window it is not drawn: the row's first cell says it there. */
  wide?: boolean;
  number?: boolean;
  /** The head is for those who hear the table alone. */
  quietHead?: boolean;
};

/** A dense table. On a narrow window the columns that fold stand under each row's first cell. */
export function DataTable<Row>({
  caption,
  columns,
  rows,
  keyOf,
  empty,
  middle = false,
}: {
  /** What the table lists; heard, not seen. */
  caption: string;
  columns: Column<Row>[];
  rows: Row[];
  keyOf: (row: Row) => string;
  /** What stands there when there is no row. */
  empty: string;
  /** Each row has a control as high as itself: on a wide window the words stand at its middle. */
  middle?: boolean;
}) {
  if (rows.length === 0) return <p className="border-y py-3 text-label text-quiet">{empty}</p>;
  const [first, ...others] = columns;
  const folded = others.filter(({ fold }) => fold);
  return (
    <table className="w-full border-collapse text-left text-label">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr className="border-b text-quiet">
          {columns.map(({ head, fold, wide, number, quietHead }) => (
            <th
              key={head}
              scope="col"
              className={clsx("py-1.5 pr-3 font-medium last:pr-0", {
                "hidden md:table-cell": fold || wide,
                "text-right md:not-last:pr-6": number,
              })}
            >
              {quietHead ? <span className="sr-only">{head}</span> : head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr
            key={keyOf(row)}
            className={clsx("border-b align-top", { "md:align-middle": middle })}
          >
            <th scope="row" className="py-1.5 pr-3 font-normal [overflow-wrap:anywhere]">
              {first?.cell(row)}
              {folded.length > 0 && (
                <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 pt-0.5 md:hidden">
                  {folded.map(({ head, cell, number }) => (
                    <div
                      key={head}
                      className="col-span-2 grid grid-cols-subgrid has-[dd:empty]:hidden"
                    >
                      <dt className="text-quiet">{head}</dt>
                      <dd className={clsx("[overflow-wrap:anywhere]", number && "numbers")}>
                        {cell(row)}
                      </dd>
                    </div>
                  ))}
                </dl>
              )}
            </th>
            {others.map(({ head, cell, fold, wide, number }) => (
              <td
                key={head}
                className={clsx("py-1.5 pr-3 [overflow-wrap:anywhere] last:pr-0", {
                  "hidden md:table-cell": fold || wide,
                  "numbers text-right whitespace-nowrap md:not-last:pr-6": number,
                })}
              >
                {cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
