import "server-only";
import type { EvlfMessage } from "@/lib/contracts/message";
import type { DiagnoseResult, GroundResult } from "@/lib/contracts/tools";
import { titleFor } from "./create-chat";

/** What one result gives a title: the kind of picture, and what was done. */
type Told = { kind: string; what: string; weight: number };

/**
 * A title from what an answer's tools returned, such as "Chest X-ray: marked lung opacity". It never
 * says more than the result, nor where a narrow list cuts it short: "marked", "most like" and "no
 * mark for" stand before what they are about. Marks come before labels, labels before searches that
 * marked nothing. The same results give the same title. A student's names the kind of picture alone: the
 * answer waits until it is asked for, and the list must not tell it.
 *
 * @returns null where no result says anything about the picture: the question is the title then.
 */
export function titleAfter(answer: EvlfMessage): string | null {
  const told = answer.parts.flatMap((part): Told[] => {
    if (!("state" in part) || part.state !== "output-available") return [];
    // The parts were stored from typed tool results.
    if (part.type === "tool-ground") return ofGround(part.output as GroundResult);
    if (part.type === "tool-diagnose") return ofDiagnose(part.output as DiagnoseResult);
    return [];
  });
  const most = Math.max(0, ...told.map(({ weight }) => weight));
  const best = told.filter(({ weight }) => weight === most);
  const first = best[0];
  if (first === undefined) return null;
  if (answer.metadata?.audience === "student") return titleFor(`${capital(first.kind)}: practice`);
  const things = [...new Set(best.filter(({ kind }) => kind === first.kind).map((t) => t.what))];
  const named = things.slice(0, 2).join(" and ");
  return titleFor(`${capital(first.kind)}: ${SAID[first.weight] ?? ""} ${named}`);
}

const MARKED = 3;
const LABELLED = 2;
const NONE = 1;
const SAID: Record<number, string> = {
  [MARKED]: "marked",
  [LABELLED]: "most like",
  [NONE]: "no mark for",
};

function ofGround(result: GroundResult): Told[] {
  if (result.outcome === "found")
    return [{ kind: result.modality.name, what: result.phrase, weight: MARKED }];
  if (result.outcome === "nothing")
    return [{ kind: result.modality.name, what: result.phrase, weight: NONE }];
  return [];
}

function ofDiagnose(result: DiagnoseResult): Told[] {
  const top = result.outcome === "labelled" ? result.labels[0] : undefined;
  if (result.outcome !== "labelled" || top === undefined) return [];
  return [{ kind: result.modality.name, what: top.label, weight: LABELLED }];
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
