/** What a decoding process is told: both are paths of files; the second is made. */
export type DecodeJob = { input: string; output: string };

/** What a decoding process answers. Sizes in pixels, `bytes` and `sha256` are those of the PNG. */
export type Decoded = {
  width: number;
  height: number;
  origin: string;
  notes: string[];
  bytes: number;
  sha256: string;
};

/**
 * - ready: it has loaded and takes a job.
 * - done: the canonical PNG lies in the output file, whole and on the disk.
 * - refused: a VlmError, as lib/vlm/errors.ts has it.
 * - heavy: the picture needs more memory than the process may have.
 * - failed: the machine failed it; `code` is the system's, such as ENOSPC.
 */
export type DecodeReply =
  | { kind: "ready" }
  | { kind: "done"; decoded: Decoded }
  | { kind: "refused"; code: string; person: string; message: string }
  | { kind: "heavy"; message: string }
  | { kind: "failed"; code: string; message: string };
