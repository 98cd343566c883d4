const STEP = /Reading: ([^,:;\n]*)(?:, [^:;\n]*): ([^\n]*?)\.(?: \(image\))?[ \t]*$/m;

/** Modality and label that the reading step of the model's text names, or null. */
export function readLabel(text: string): { modality: string; label: string } | null {
  const [, modality, label] = STEP.exec(text) ?? [];
  if (modality === undefined || label === undefined) return null;
  return { modality: modality.trim(), label: label.trim().toLowerCase() };
}

/** Whether the reading step is whole, so that nothing more need be written. */
export function hasReading(text: string): boolean {
  return /Reading: [^\n]*\n/.test(text) || text.includes("</think>");
}
