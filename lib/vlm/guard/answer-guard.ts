import { asSearched } from "@/lib/vlm/guard/as-searched";
import {
  leadsToQuestions,
  nextStepFor,
  openingFor,
  skippedFor,
} from "@/lib/vlm/guard/audience-form";
import {
  composeFallback,
  composeMarks,
  negativeLabelSentence,
} from "@/lib/vlm/guard/compose-fallback";
import { doubtSentence } from "@/lib/vlm/guard/doubt";
import type { GuardOptions } from "@/lib/vlm/guard/guard-options";
import { alsoNumbers } from "@/lib/vlm/guard/how-sure";
import { judgeSentence, type Reason } from "@/lib/vlm/guard/judge-sentence";
import { licenceOf } from "@/lib/vlm/guard/licence";
import { misquotes } from "@/lib/vlm/guard/misquotes";
import { withheldNote } from "@/lib/vlm/guard/notes";
import { noteRepeater, turnsDown } from "@/lib/vlm/guard/repeats-note";
import { resultNotes } from "@/lib/vlm/guard/result-notes";
import { sortResults } from "@/lib/vlm/guard/result-parts";
import { takeSentence } from "@/lib/vlm/guard/sentences";
import { expandSlot, parseSlot } from "@/lib/vlm/guard/slots";
import { words } from "@/lib/vlm/guard/text";
import { answerWithoutPicture } from "@/lib/vlm/guard/without-picture";

export type AnswerGuard = {
  /** Takes more of the model's text; gives what may be shown now. */
  push(text: string): string;
  /** Takes the rest as whole, and gives it with the notes. Call once. */
  end(): string;
  /** What was left out so far: why each sentence was withheld, and slots that no card filled. */
  left(): { withheld: readonly Reason[]; slots: number };
};

const CAUTIONS = /\brule\b[^.]*\bout\b/i;

const LABEL_IS = (label: string): string => `My label for the picture is ${label}.`;

function leadOf(gap: string): string {
  const lines = gap.split("\n").length - 1;
  return lines >= 2 ? "\n\n" : lines === 1 ? "\n" : " ";
}

/**
 * Stands between the model and the person: what leaves it comes from this turn's tool results, the
 * person's own words told as theirs, or a card. Sentence by sentence, pure: the same text gives the
 * same output however it is chunked.
 */
export function createAnswerGuard(options: GuardOptions): AnswerGuard {
  const licence = licenceOf(options);
  const repeatsNote = noteRepeater(options);
  const notes = resultNotes(options, licence);
  const { found, labelled } = sortResults(options.results);
  // where nothing was found or labelled, that is the answer, and comes first
  const opening = found.length + labelled.length === 0 ? notes : [];
  const withheld: Reason[] = [];
  const said = new Set<string>();
  const topText = licence.labelTexts[0] ?? "";
  let doubt = doubtSentence(options);
  let buffer = "";
  let gap = "";
  let started = false;
  let cautioned = !licence.topIsNegative;
  let owed = false;
  let named = topText === "";
  let unknownSlots = 0;
  let notesShown = false;
  let chipped = false;
  let asks = false;
  let leads = false;

  function show(text: string): string {
    const before = notesShown ? "" : opening.map((note) => `${note}\n\n`).join("");
    const form = started ? "" : openingFor(options, text);
    const lead = started ? leadOf(gap) : before + (form === "" ? "" : `${form}\n\n`);
    notesShown = true;
    started = true;
    chipped ||= /\[\d+\]/.test(text);
    named ||= `${before}${form}${text}`.toLowerCase().includes(topText);
    gap = "";
    return lead + text;
  }

  function showOnce(text: string): string {
    const key = words(text).join(" ") || text;
    if (said.has(key)) return "";
    said.add(key);
    return show(text);
  }

  /** The caution that a label naming nothing seen still needs before this text, if it does. */
  function caution(next: string): string {
    if (!owed) return "";
    owed = false;
    return CAUTIONS.test(next) ? "" : show(negativeLabelSentence(topText));
  }

  /** After the first sentence with the label: how little it is worth, where it is worth little. */
  function doubted(text: string): string {
    if (doubt === null || !text.toLowerCase().includes(topText)) return "";
    const said = doubt;
    doubt = null;
    return showOnce(said);
  }

  function shown(text: string): string {
    const before = caution(text);
    const naming = !cautioned && text.toLowerCase().includes(topText);
    if (naming) {
      cautioned = true;
      owed = !CAUTIONS.test(text);
    }
    return before + showOnce(text) + doubted(text);
  }

  /** The label, before a card's words or questions for a doctor, where no sentence has named it. */
  function labelFirst(): string {
    return named ? "" : shown(LABEL_IS(topText));
  }

  function fill(slot: ReturnType<typeof parseSlot>): string {
    const licensed = slot?.section === "ask" ? licence.askCards : licence.cards;
    const expanded = slot === null ? null : expandSlot(slot, licensed, options.audience);
    if (expanded === null) {
      unknownSlots += 1;
      return "";
    }
    asks ||= slot?.section === "ask";
    return labelFirst() + caution(expanded) + showOnce(expanded);
  }

  function take(text: string): string {
    const slot = parseSlot(text);
    if (skippedFor(options, text, slot?.section ?? null)) return "";
    if (slot !== null || /^\[\[[^\s]*$/.test(text)) return fill(slot);
    const reason = judgeSentence(text, licence);
    if (reason !== null) {
      withheld.push(reason);
      return "";
    }
    if (repeatsNote(text) || misquotes(text, options.personText)) return "";
    if (options.hasImage && turnsDown(text)) return "";
    const leading = leadsToQuestions(text);
    leads ||= leading;
    return (leading ? labelFirst() : "") + shown(asSearched(text, options.results));
  }

  function drain(final: boolean): string {
    let shown = "";
    for (;;) {
      const next = takeSentence(buffer, final);
      if (next === null) return shown;
      buffer = next.rest;
      gap += next.piece.lead;
      shown += take(next.piece.text);
    }
  }

  function closing(): string {
    const fallback = started ? "" : composeFallback(options);
    // with nothing else to show, the notes are the whole answer
    const openingShown = started || fallback !== "";
    notesShown = !openingShown;
    // marks on the picture that no sentence names would leave the person guessing
    const unnamed = started && !chipped && withheld.length > 0;
    const paragraphs = [
      fallback,
      ...(started && !named ? [LABEL_IS(topText)] : []),
      ...(unnamed ? [composeMarks(options)] : []),
      ...(started && (owed || !cautioned) ? [negativeLabelSentence(topText)] : []),
      alsoNumbers(options),
      ...(opening.length > 0 && openingShown ? [] : notes),
      ...(asks || fallback !== "" ? [] : [nextStepFor(options, leads)]),
      ...(withheld.length > 0 ? [withheldNote(withheld)] : []),
    ];
    return paragraphs
      .filter((text) => text !== "")
      .map((text) => {
        gap = "\n\n";
        return show(text);
      })
      .join("");
  }

  const instead = answerWithoutPicture(options);
  return {
    push(text) {
      if (instead !== null) return "";
      buffer += text;
      return drain(false);
    },
    end() {
      return instead ?? drain(true) + closing();
    },
    left: () => ({ withheld, slots: unknownSlots }),
  };
}
