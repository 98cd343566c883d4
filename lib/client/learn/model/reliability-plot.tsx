import { useId } from "react";
import { count } from "@/lib/client/learn/model/figure-words";
import { dotsOf, PLOT, plotX, plotY, reliabilityWords } from "@/lib/client/learn/model/reliability";
import type { Bin } from "@/lib/contracts/model-facts";

const TICKS = [0, 0.25, 0.5, 0.75, 1];

/** Probability given against share right, one dot a bin; its numbers in a table behind a fold. */
export function ReliabilityPlot({ bins, of }: { bins: Bin[]; of: string }) {
  const id = useId();
  return (
    <figure className="grid gap-2">
      <svg
        role="img"
        aria-labelledby={`${id}-title ${id}-words`}
        viewBox={`0 0 ${PLOT.width} ${PLOT.height}`}
        className="numbers w-full max-w-80 text-quiet"
      >
        <title id={`${id}-title`}>{`Reliability of the labels: ${of}`}</title>
        <desc id={`${id}-words`}>
          {`Across: the probability it gave. Up: the share that was right. On the dashed line the two are the same. ${reliabilityWords(bins)}`}
        </desc>
        <Axes />
        {dotsOf(bins).map(({ x, y, onLine, radius, bin }) => (
          <g key={bin.low} className="text-accent">
            <line x1={x} x2={x} y1={y} y2={onLine} stroke="currentColor" strokeOpacity="0.5" />
            <circle
              cx={x}
              cy={y}
              r={radius}
              fill="currentColor"
              fillOpacity="0.35"
              stroke="currentColor"
              strokeWidth="1.5"
            />
          </g>
        ))}
      </svg>
      <figcaption className="text-label text-quiet">
        A dot on the dashed line: as often right as it said. Below: too sure. Larger dots stand for
        more pictures. {reliabilityWords(bins)}
      </figcaption>
      <BinTable bins={bins} of={of} />
    </figure>
  );
}

function Axes() {
  const bottom = plotY(0);
  return (
    <g fontSize="11" fill="currentColor">
      {TICKS.map((tick) => (
        <g key={tick}>
          <line
            x1={plotX(0)}
            x2={plotX(1)}
            y1={plotY(tick)}
            y2={plotY(tick)}
            stroke="var(--line)"
          />
          <line x1={plotX(tick)} x2={plotX(tick)} y1={plotY(1)} y2={bottom} stroke="var(--line)" />
          <text x={plotX(0) - 6} y={plotY(tick) + 4} textAnchor="end">
            {tick}
          </text>
          <text x={plotX(tick)} y={bottom + 16} textAnchor="middle">
            {tick}
          </text>
        </g>
      ))}
      <line
        x1={plotX(0)}
        y1={plotY(0)}
        x2={plotX(1)}
        y2={plotY(1)}
        stroke="currentColor"
        strokeDasharray="4 4"
      />
      <text x={plotX(0.5)} y={bottom + 34} textAnchor="middle">
        probability it gave
      </text>
      <text transform={`translate(10 ${plotY(0.5)}) rotate(-90)`} textAnchor="middle">
        share right
      </text>
    </g>
  );
}

function BinTable({ bins, of }: { bins: Bin[]; of: string }) {
  return (
    <details className="text-label">
      <summary className="w-fit rounded-card text-quiet underline decoration-line underline-offset-2 hover:text-text">
        The plot as a table
      </summary>
      <table className="mt-2 w-full max-w-80 text-left">
        <caption className="sr-only">{`Reliability of the labels: ${of}`}</caption>
        <thead className="text-quiet">
          <tr className="border-b">
            <th scope="col" className="py-1 font-normal">
              It gave
            </th>
            <th scope="col" className="py-1 text-right font-normal">
              Share right
            </th>
            <th scope="col" className="py-1 text-right font-normal">
              Pictures
            </th>
          </tr>
        </thead>
        <tbody className="numbers">
          {bins.map((bin) => (
            <tr key={bin.low} className="border-b">
              <th scope="row" className="py-1 font-normal">
                {bin.low.toFixed(2)} to {bin.high.toFixed(2)}
              </th>
              <td className="py-1 text-right">{bin.accuracy.toFixed(2)}</td>
              <td className="py-1 text-right">{count(bin.n)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
