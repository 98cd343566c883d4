function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Puts a task's sections into the report; two tasks may fill different parts of one section. */
export function joinSections(
  report: Record<string, unknown>,
  sections: Record<string, unknown>,
): void {
  for (const [name, section] of Object.entries(sections)) {
    const known = report[name];
    report[name] = isRecord(known) && isRecord(section) ? { ...known, ...section } : section;
  }
}
