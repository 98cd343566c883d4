import type { Seen } from "@/lib/client/viewer/use-seen";

/** Says what the shown pixels are, from which frame and window they come, and what to mind. */
export function SeenNotes({ seen }: { seen: Seen }) {
  if (seen.failed)
    return <p className="text-label text-quiet">The model's copy could not be loaded.</p>;
  return (
    <dl className="grid gap-2 text-label">
      <div>
        <dt className="text-quiet">Given to the model</dt>
        <dd>
          <span className="numbers">
            {seen.size.width} × {seen.size.height}
          </span>{" "}
          pixels, the whole picture on a square, nothing else
        </dd>
      </div>
      {seen.info !== null && (
        <div>
          <dt className="text-quiet">Read from the file</dt>
          <dd>
            {seen.info.origin},{" "}
            <span className="numbers">
              {seen.info.width} × {seen.info.height}
            </span>{" "}
            pixels
          </dd>
        </div>
      )}
      {seen.info !== null && seen.info.notes.length > 0 && (
        <div>
          <dt className="text-quiet">To mind</dt>
          {seen.info.notes.map((note) => (
            <dd key={note}>{note}</dd>
          ))}
        </div>
      )}
    </dl>
  );
}
