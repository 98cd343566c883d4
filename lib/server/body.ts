import "server-only";
import { AppError } from "./errors";

const MAX_JSON = 64 * 1024;

const tooLarge = (max: number): AppError => {
  const limit = max >= 1048576 ? `${Math.floor(max / 1048576)} MB` : `${Math.floor(max / 1024)} kB`;
  return new AppError("body-too-large", `That is too large: I take up to ${limit}.`);
};

/**
 * The request's bytes, read no further than `max`.
 *
 * @throws AppError body-too-large.
 */
async function readBytes(request: Request, max: number): Promise<Uint8Array> {
  if (Number(request.headers.get("content-length") ?? 0) > max) throw tooLarge(max);
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of request.body ?? []) {
    length += piece.length;
    if (length > max) throw tooLarge(max);
    pieces.push(piece);
  }
  return pieces.length === 1 && pieces[0] ? pieces[0] : new Uint8Array(Buffer.concat(pieces));
}

/**
 * The request's JSON, up to 64 kB.
 *
 * @throws AppError body-too-large or bad-input.
 */
export async function readJson(request: Request): Promise<unknown> {
  const bytes = await readBytes(request, MAX_JSON);
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    throw new AppError("bad-input", "The request's body is not JSON.", undefined, { cause: error });
  }
}
