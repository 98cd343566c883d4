/**
 * What can go wrong between a file and an answer. `lib/server` maps each code to HTTP.
 *
 * - image-empty: a file of no bytes. image-too-large: over 40 MB. image-too-many-pixels: over
 *   100 megapixels. image-format: a kind of file that is not read (the sentence says how to save
 *   it as PNG). image-unreadable: the right kind, but damaged or without a picture in it.
 * - model-missing: no model folder or a file of it is absent. model-damaged: a file differs from
 *   its sha256, or model.json from its schema. model-cache: the weights that are made from them
 *   on this machine cannot be written.
 * - device-missing: the device that EVLF_DEVICE names does not work on this machine.
 * - queue-full: too many questions wait. aborted: the caller's signal stopped the work.
 */
export type VlmErrorCode =
  | "image-empty"
  | "image-too-large"
  | "image-too-many-pixels"
  | "image-format"
  | "image-unreadable"
  | "model-missing"
  | "model-damaged"
  | "model-cache"
  | "device-missing"
  | "queue-full"
  | "aborted";

/** An error with a code, a message for the log, and a sentence for the person (`person`). */
export class VlmError extends Error {
  readonly code: VlmErrorCode;
  readonly person: string;

  constructor(code: VlmErrorCode, message: string, person: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "VlmError";
    this.code = code;
    this.person = person;
  }
}

/** Throws `aborted` if the signal has fired. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new VlmError("aborted", "aborted by the caller", "Stopped.");
}
