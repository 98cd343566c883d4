import { type Card, cardSchema } from "@/lib/knowledge/schema";

/** Lines under each heading of one level, in order; text before the first heading is an error. */
function splitByHeading(body: string, mark: string): Map<string, string> {
  const parts = new Map<string, string>();
  let name: string | null = null;
  for (const line of body.split("\n")) {
    if (line.startsWith(`${mark} `)) {
      name = line.slice(mark.length + 1).trim();
      if (parts.has(name)) throw new Error(`heading "${name}" stands twice`);
      parts.set(name, "");
    } else if (name !== null) {
      parts.set(name, `${parts.get(name) ?? ""}${line}\n`);
    } else if (line.trim() !== "") {
      throw new Error(`text before the first heading: "${line.trim()}"`);
    }
  }
  return parts;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** A section at three depths, or one text for all three. */
function depths(body: string): Record<string, string> {
  if (!body.includes("### ")) {
    const text = oneLine(body);
    return { patient: text, student: text, clinician: text };
  }
  const parts = splitByHeading(body, "###");
  return Object.fromEntries([...parts].map(([name, text]) => [name, oneLine(text)]));
}

function questions(body: string): string[] {
  return body
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => {
      if (!line.startsWith("- ")) throw new Error(`not a list line: "${line}"`);
      return line.slice(2).trim();
    });
}

function source(value: string) {
  const [title, publisher, year, url, ...rest] = value.split("|").map((part) => part.trim());
  if (rest.length > 0) throw new Error(`source with more than four parts: "${value}"`);
  return { title, publisher, year, url };
}

/** The lines between the two `---`: `key: value`, with `source` as often as there are sources. */
function frontMatter(lines: string[]) {
  const fields: Record<string, string> = {};
  const sources: ReturnType<typeof source>[] = [];
  for (const line of lines) {
    const match = /^([a-z]+): (.+)$/.exec(line);
    const [, key, value] = match ?? [];
    if (key === undefined || value === undefined) throw new Error(`not "key: value": "${line}"`);
    if (key === "source") sources.push(source(value));
    else if (key in fields) throw new Error(`"${key}" stands twice`);
    else fields[key] = value.trim();
  }
  const { aliases = "", ...rest } = fields;
  return { ...rest, aliases: aliases.split(";").map((alias) => alias.trim()), sources };
}

/**
 * Reads one card: front matter, then the sections `## what`, `## exam`, `## words` and `## ask`,
 * each at the depths `### patient`, `### student` and `### clinician` or once for all.
 * @throws Error that says what is wrong with the text.
 */
export function parseCard(text: string): Card {
  const lines = text.replaceAll("\r", "").split("\n");
  const end = lines.indexOf("---", 1);
  if (lines[0] !== "---" || end < 0) throw new Error("no front matter");
  const sections = splitByHeading(lines.slice(end + 1).join("\n"), "##");
  const { what = "", exam, words, ask = "", ...unknown } = Object.fromEntries(sections);
  const strange = Object.keys(unknown);
  if (strange.length > 0) throw new Error(`unknown section "${strange.join(", ")}"`);
  const result = cardSchema.safeParse({
    ...frontMatter(lines.slice(1, end)),
    what: depths(what),
    exam: exam === undefined ? null : depths(exam),
    words: words === undefined ? null : depths(words),
    ask: questions(ask),
  });
  if (result.success) return result.data;
  const issues = result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new Error(issues.join("; "));
}
