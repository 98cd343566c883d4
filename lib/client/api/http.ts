import type { ErrorAnswer } from "@/lib/contracts/api";

/** An answer other than success: the server's code and its sentence for the person. */
export class ApiError extends Error {
  readonly code: string;
  readonly status: number;
  /** Seconds after which the server would like to hear it again, where it says so. */
  readonly retryAfter: number | null;

  constructor(status: number, code: string, message: string, retryAfter: number | null = null) {
    super(message);
    this.name = "ApiError";
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
  }
}

/**
 * What went wrong, for a person. A code to quote stands behind it only where the server is at
 * fault: what they can mend themselves, the sentence says.
 * @param otherwise The sentence where nothing is known.
 */
export function sentenceOf(error: unknown, otherwise: string): string {
  if (!(error instanceof ApiError)) return otherwise;
  const theirs = error.status >= 400 && error.status < 500;
  return theirs ? error.message : `${error.message} (${error.code})`;
}

function isErrorAnswer(value: unknown): value is ErrorAnswer {
  if (typeof value !== "object" || value === null || !("error" in value)) return false;
  const { error } = value;
  return typeof error === "object" && error !== null && "code" in error && "message" in error;
}

/** Turns an answer that is not a success into an ApiError with a sentence a person can use. */
export async function toApiError(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => null);
  const wait = Number(response.headers.get("retry-after") ?? Number.NaN);
  const retryAfter = Number.isFinite(wait) ? wait : null;
  if (isErrorAnswer(body))
    return new ApiError(response.status, body.error.code, body.error.message, retryAfter);
  return new ApiError(
    response.status,
    `http-${response.status}`,
    "The server did not answer as expected. Try again in a moment.",
    retryAfter,
  );
}

/** Ends when this browser is known to the server: its first write makes the guest it will be. */
let known = false;
let line: Promise<unknown> = Promise.resolve();

/**
 * Makes a write. Until one has worked they go one after another, so that two first writes at once
 * do not make two guests of one browser.
 */
export function inLine<T>(write: () => Promise<T>, worked: (answer: T) => boolean): Promise<T> {
  if (known) return write();
  const written = line.then(write);
  line = written.then(
    (answer) => {
      known ||= worked(answer);
    },
    () => undefined,
  );
  return written;
}

function send(path: string, init: RequestInit): Promise<Response> {
  if (init.method === undefined || init.method === "GET") return fetch(path, init);
  return inLine(
    () => fetch(path, init),
    (response) => response.ok,
  );
}

/**
 * Calls one of our own routes and reads its JSON (`undefined` for an empty answer).
 * @throws ApiError on any answer that is not 2xx and when the server cannot be reached
 * (code `offline`, status 0). An abort is thrown as it is.
 */
export async function callApi<T>(path: string, init: RequestInit = {}): Promise<T> {
  let response: Response;
  try {
    response = await send(path, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiError(0, "offline", "The server cannot be reached. Check the connection.");
  }
  if (!response.ok) throw await toApiError(response);
  if (response.status === 204) return undefined as T;
  const text = await response.text();
  return (text === "" ? undefined : JSON.parse(text)) as T;
}

/** Request options for a JSON body. */
export function jsonBody(method: "POST" | "PATCH" | "PUT" | "DELETE", body: unknown): RequestInit {
  return {
    method,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  };
}
