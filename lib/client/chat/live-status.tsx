/** Tells assistive technology what the answer is doing: each stage once, never each word. */
export function LiveStatus({ words }: { words: string }) {
  return (
    <p role="status" aria-live="polite" className="sr-only">
      {words}
    </p>
  );
}
