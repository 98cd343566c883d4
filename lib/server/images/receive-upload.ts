import "server-only";
import { type FileHandle, open, rm } from "node:fs/promises";
import { VlmError } from "@/lib/vlm/errors";
import { howToSave, sniff } from "@/lib/vlm/image/sniff";
import { AppError } from "../errors";
import { incomingPath, requireDisk } from "./incoming";

/** Bytes by which every kind of file is known. */
const HEAD = 512;
const STALL_MS = 30_000;

const tooLarge = (max: number): AppError =>
  new AppError(
    "body-too-large",
    `That is too large: I take up to ${Math.floor(max / 1_048_576)} MB.`,
  );

const stalled = (): AppError =>
  new AppError(
    "upload-stalled",
    "Nothing more of the file came for half a minute, so I stopped waiting. Send it again.",
  );

type Piece = { done: boolean; value?: Uint8Array | undefined };

/** The next piece of the body. @throws AppError upload-stalled, upload-cut. */
async function nextPiece(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<Piece> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(stalled()), STALL_MS);
  });
  try {
    return await Promise.race([reader.read(), late]);
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError(
      "upload-cut",
      "The connection ended before the whole file was here.",
      "cut",
      {
        cause: error,
      },
    );
  } finally {
    clearTimeout(timer);
  }
}

/** The refusal for a file that is no picture by its content, or null; its name plays no part. */
function refusalOf(head: Uint8Array): VlmError | null {
  if (head.length === 0) return null;
  const { kind, name } = sniff(head);
  return kind === "other"
    ? new VlmError("image-format", `not read: ${name}`, howToSave(name))
    : null;
}

/**
 * Writes the body as it comes. What is known to be no picture, or can't be written, is read to its
 * end (a browser hears an answer only then) but no longer kept.
 */
async function pour(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  file: FileHandle,
  max: number,
): Promise<void> {
  let head = Buffer.alloc(0);
  let length = 0;
  let failure: unknown = null;
  const keep = async (value: Uint8Array): Promise<void> => {
    if (head.length < HEAD) {
      head = Buffer.concat([head, value.subarray(0, HEAD - head.length)]);
      if (head.length >= HEAD) failure = refusalOf(head);
    }
    if (failure === null) await file.writeFile(value);
  };
  for (;;) {
    const { done, value } = await nextPiece(reader);
    if (done || value === undefined) break;
    length += value.length;
    if (length > max) throw tooLarge(max);
    if (failure === null) await keep(value).catch((error: unknown) => (failure = error));
  }
  failure ??= head.length < HEAD ? refusalOf(head) : null;
  if (failure !== null) throw failure;
  await file.sync();
}

/**
 * Writes a request's body to a file, piece by piece, no further than `max` bytes. Whoever calls
 * removes the file; on an error nothing stays.
 *
 * @returns the file's path.
 * @throws AppError body-too-large, upload-cut, upload-stalled, disk-full; VlmError image-format.
 */
export async function receiveUpload(request: Request, max: number): Promise<string> {
  const declared = Number(request.headers.get("content-length") ?? 0);
  if (declared > max) throw tooLarge(max);
  await requireDisk(declared);
  const path = await incomingPath("upload");
  const file = await open(path, "wx", 0o600);
  const reader = request.body?.getReader();
  try {
    if (reader !== undefined) await pour(reader, file, max);
    return path;
  } catch (error) {
    await rm(path, { force: true });
    // The body goes on, or has come to no end: there is something to break off.
    if (error instanceof AppError) await reader?.cancel().catch(() => undefined);
    throw error;
  } finally {
    await file.close();
  }
}
