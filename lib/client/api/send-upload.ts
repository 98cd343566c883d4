import { ApiError, inLine, toApiError } from "@/lib/client/api/http";
import type { ImageInfo } from "@/lib/contracts/api";

export type SendUpload = {
  /** Names this upload: the server stores what is sent twice under one number once. */
  uploadId: string;
  signal: AbortSignal;
  /** Told how much of the file has left this machine, from 0 to 1. */
  onShare: (share: number) => void;
};

/** Nothing moved for so long: the connection is taken for lost. */
const STALL_MS = 40_000;
/** The whole file is there: the server may take this long to read it and answer. */
const ANSWER_MS = 90_000;

const lost = () =>
  new ApiError(0, "offline", "The server cannot be reached. Check the connection.");

type Sent = { status: number; text: string; retryAfter: string | null };

/** XMLHttpRequest, because fetch does not tell how much of a body was sent. */
function post(file: File, { uploadId, signal, onShare }: SendUpload): Promise<Sent> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const request = new XMLHttpRequest();
    const give = () => request.abort();
    let timer = setTimeout(give, STALL_MS);
    const wait = (ms: number) => {
      clearTimeout(timer);
      timer = setTimeout(give, ms);
    };
    request.upload.onprogress = ({ loaded, total }) => {
      wait(STALL_MS);
      if (total > 0) onShare(loaded / total);
    };
    request.upload.onload = () => {
      wait(ANSWER_MS);
      onShare(1);
    };
    request.onload = () =>
      resolve({
        status: request.status,
        text: request.responseText,
        retryAfter: request.getResponseHeader("retry-after"),
      });
    request.onerror = () => reject(lost());
    request.onabort = () => reject(signal.aborted ? signal.reason : lost());
    request.onloadend = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", give);
    };
    signal.addEventListener("abort", give);
    request.open("POST", "/api/images");
    request.setRequestHeader("content-type", file.type || "application/octet-stream");
    request.setRequestHeader("x-upload-id", uploadId);
    request.send(file);
  });
}

/**
 * Sends a picture's bytes, once, without the file's name, which may be a person's; the server keeps
 * its own copy without headers.
 *
 * @throws ApiError on any answer that is not 2xx and when the connection is lost (code `offline`,
 * status 0). An abort is thrown as it is.
 */
export async function sendUpload(file: File, options: SendUpload): Promise<ImageInfo> {
  const { status, text, retryAfter } = await inLine(
    () => post(file, options),
    (sent) => sent.status < 300,
  );
  if (status >= 200 && status < 300) return JSON.parse(text) as ImageInfo;
  const headers: HeadersInit = retryAfter === null ? {} : { "retry-after": retryAfter };
  throw await toApiError(new Response(text, { status: Math.max(200, status), headers }));
}
