import "server-only";
import { randomUUID } from "node:crypto";
import type { EvlfMessage } from "@/lib/contracts/message";

/** Words that a file must carry as they are, markup of several kinds among them. */
export const HOSTILE = "What is <b>this</b>? [click](javascript:alert(1)) *x* Ж αβ 中 שלום";

export const IMAGE_ID = randomUUID();

const MODALITY = { id: "xray-chest", name: "chest X-ray", probability: 0.97 };

export const QUESTION: EvlfMessage = {
  id: randomUUID(),
  role: "user",
  parts: [
    { type: "data-image", data: { imageId: IMAGE_ID, name: "film.png", width: 400, height: 300 } },
    { type: "text", text: HOSTILE },
  ],
  metadata: { audience: "patient" },
};

export const BOX = { x: 0.25, y: 0.5, width: 0.5, height: 0.25 };

/** An answer with a step, a mark, a label, a card and a remark; and text of the model's own within. */
export const ANSWER: EvlfMessage = {
  id: randomUUID(),
  role: "assistant",
  parts: [
    {
      type: "reasoning",
      text: "1. The film shows both lungs. (image)\n2. One mark lies low. (box 1)",
      providerMetadata: { evlf: { inner: "withheld words" } },
    },
    {
      type: "tool-ground",
      toolCallId: "call-secret-7",
      state: "output-available",
      input: { phrase: "lung opacity" },
      output: {
        ...{ outcome: "found", asked: "lung opacity", phrase: "lung opacity" },
        ...{ modality: MODALITY, imageId: IMAGE_ID, strength: "untested", card: "opacity" },
        boxes: [
          { id: 1, label: "lung opacity", box: BOX, score: 0.8, confidence: null, place: "lower" },
        ],
      },
    },
    {
      type: "tool-diagnose",
      toolCallId: "call-secret-8",
      state: "output-available",
      input: {},
      output: {
        ...{ outcome: "labelled", imageId: IMAGE_ID, set: "chest", setName: "chest film" },
        ...{ population: "children", view: "front", modality: MODALITY },
        labels: [
          { label: "bacterial pneumonia", probability: 0.7, card: "bacterial-pneumonia" },
          { label: "normal", probability: 0.3, card: "chest-film-normal" },
        ],
      },
    },
    {
      type: "text",
      text: "[note:withheld] One sentence was withheld.\n\nThe **outlined** area [1] is *brighter*. [card:opacity]\n\n- one\n- two",
    },
  ],
  metadata: { audience: "patient", state: "done", turnId: randomUUID(), elapsedMs: 1200 },
};
