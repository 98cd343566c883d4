/** How it is known to fail; null where no list comes with the model. */
export function FailureList({ failures, where }: { failures: string[] | null; where: string }) {
  if (failures === null)
    return (
      <p className="text-label text-quiet">
        No list of known failures comes with this model. That does not mean there are none.
      </p>
    );
  if (failures.length === 0)
    return (
      <p className="text-label text-quiet">
        None is written down {where}. That does not mean there are none.
      </p>
    );
  return (
    <ul className="list-disc space-y-1 pl-5 marker:text-quiet">
      {failures.map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  );
}
