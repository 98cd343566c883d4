import { MARK_INK, markColour } from "@/lib/contracts/reading/mark-colours";

/** A mark's number on its colour. */
export function MarkTag({ id }: { id: number }) {
  return (
    <span
      className="numbers inline-flex h-5 min-w-5 items-center justify-center rounded-mark px-1 text-label font-semibold"
      style={{ background: markColour(id), color: MARK_INK }}
    >
      {id}
    </span>
  );
}
