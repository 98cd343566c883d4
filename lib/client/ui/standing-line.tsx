/** The line that always stands. */
export function StandingLine() {
  return <p className="py-1 text-center text-label text-quiet">For learning, not for diagnosis.</p>;
}
