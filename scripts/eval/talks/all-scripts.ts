import { BLOOD } from "@/scripts/eval/talks/blood";
import { BOWEL } from "@/scripts/eval/talks/bowel";
import { BRAIN, HIPPOCAMPUS } from "@/scripts/eval/talks/brain";
import { BREAST } from "@/scripts/eval/talks/breast";
import { CHEST } from "@/scripts/eval/talks/chest";
import { EYE } from "@/scripts/eval/talks/eye";
import { GENERAL } from "@/scripts/eval/talks/general";
import { CT, PET } from "@/scripts/eval/talks/pet-and-ct";
import type { Script } from "@/scripts/eval/talks/script";
import { SKIN } from "@/scripts/eval/talks/skin";
import { TISSUE } from "@/scripts/eval/talks/tissue";
import { UNSAFE_TALKS } from "@/scripts/eval/talks/unsafe";
import { UNSEEN_A } from "@/scripts/eval/talks/unseen-a";
import { UNSEEN_B } from "@/scripts/eval/talks/unseen-b";
import { UNSEEN_C } from "@/scripts/eval/talks/unseen-c";
import { UNSEEN_D } from "@/scripts/eval/talks/unseen-d";
import { UNSEEN_E } from "@/scripts/eval/talks/unseen-e";
import { WORDS } from "@/scripts/eval/talks/words";

/** Every conversation that the task `talks` plays. No part of the training saw any of them. */
export const SCRIPTS: readonly Script[] = [
  ...BRAIN,
  ...HIPPOCAMPUS,
  ...CHEST,
  ...SKIN,
  ...EYE,
  ...BREAST,
  ...TISSUE,
  ...BLOOD,
  ...BOWEL,
  ...PET,
  ...CT,
  ...WORDS,
  ...UNSAFE_TALKS,
  ...GENERAL,
];

/**
 * Conversations by writers who had not read the code. What they showed at the first play was mended
 * after it.
 */
export const OTHERS: readonly Script[] = [...UNSEEN_A, ...UNSEEN_B, ...UNSEEN_C, ...UNSEEN_D];

/** More of them: nothing was mended after what these showed. */
export const UNSEEN: readonly Script[] = UNSEEN_E;
