/** A few numbers, each with what it is. */
export function FactList({ facts }: { facts: { name: string; value: string }[] }) {
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-3 sm:flex sm:flex-wrap sm:gap-x-10">
      {facts.map(({ name, value }) => (
        <div key={name}>
          <dt className="text-label text-quiet">{name}</dt>
          <dd className="numbers text-heading">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
