import { shownProbability } from "@/lib/contracts/shown-probability";
import { note } from "@/lib/vlm/guard/notes";
import type { Modality } from "@/lib/vlm/guard/result-parts";

/** The kinds of picture that the product knows, in words. */
export const WORKS_WITH =
  "chest X-rays, CT and MRI slices, breast ultrasound, fundus photographs, OCT, brain PET, dermatoscopy, stained tissue, capsule endoscopy and blood smears";

/** What a person can bring instead, by words of theirs. The first that fits is said. */
const INSTEAD: readonly [RegExp, string][] = [
  [
    /\b(?:mole|moles|skin|rash|spot|freckle|birthmark|wart|acne|eczema|arm|leg|face|hand|foot|melanoma)\b/i,
    "If this is a photo of skin: an ordinary photo is not enough. Bring a dermatoscope picture, taken with the lens on the skin; a skin clinic or some practices can make one.",
  ],
  [
    /\b(?:screen|monitor|screenshot|display|photo of (?:the|my|a) (?:scan|x-?ray|mri|ct|film|image)|photographed|light ?box)\b/i,
    "If this is a photo of a screen or a film: ask for the exported file itself (DICOM or PNG) and bring that, without a screen in between.",
  ],
  [
    /\b(?:report|letter|document|pdf|paper|page|prescription|lab|results? sheet|form|text)\b/i,
    "If this is a document: I read pictures, not documents. Type the words that you want explained, and I look them up.",
  ],
  [
    /\b(?:eye|eyes|pupil|iris|retina|vision)\b/i,
    "If this is a photo of an eye from outside: what I know is the fundus photograph, which an eye clinic takes of the back of the eye.",
  ],
  [
    /\b(?:wound|cut|bruise|tooth|teeth|throat|tongue|ear|nail|bite|burn)\b/i,
    "I know no ordinary photos of the body. A doctor or nurse can look at it directly.",
  ],
];
const ELSE =
  "Please bring the file of such a picture (DICOM, PNG or JPEG). A photo of a screen, of a page or of the body is not enough.";

/** That the picture is none of the kinds known, what the kinds are, and what to bring instead. */
export function notSupportedNote(modality: Modality | null, personText: string): string {
  const likeness =
    modality === null
      ? ""
      : ` (most like: ${modality.name}, ${shownProbability(modality.probability)})`;
  const instead = INSTEAD.find(([words]) => words.test(personText))?.[1] ?? ELSE;
  return note(
    "not-supported",
    `This does not look like a medical picture that I know${likeness}. These I know: ${WORKS_WITH}. ${instead}`,
  );
}

/** That there is no picture to look at. */
export function noImageNote(): string {
  return note(
    "not-supported",
    `There is no picture in this chat yet that I can look at. These I know: ${WORKS_WITH}.`,
  );
}
