const FORM = /not tested: ([^\n]*?)\.?\s*$/m;

/** The answer in what the model wrote: after its reasoning, out of the form for read-off answers. */
export function readAnswer(written: string): string {
  const end = written.lastIndexOf("</think>");
  const text = (end < 0 ? written.replace(/^<think>/, "") : written.slice(end + 8)).trim();
  return FORM.exec(text)?.[1]?.trim() ?? text;
}
