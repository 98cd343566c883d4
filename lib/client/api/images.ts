import { callApi, jsonBody } from "@/lib/client/api/http";
import type { ImageInfo, SampleInfo } from "@/lib/contracts/api";
import type { BlackOut, PictureLook } from "@/lib/contracts/look";

/** The sample pictures that this server has. */
export function listSamples(): Promise<SampleInfo[]> {
  return callApi<SampleInfo[]>("/api/samples");
}

/** Takes a sample picture for this person, as if it had been uploaded. */
export function takeSample(name: string): Promise<ImageInfo> {
  return callApi<ImageInfo>(`/api/samples/${encodeURIComponent(name)}`, { method: "POST" });
}

/** Address of a picture in its own size. */
export function imageUrl(id: string): string {
  return `/api/images/${id}`;
}

/** Address of the exact pixels that the model was given. */
export function seenUrl(id: string): string {
  return `/api/images/${id}/seen`;
}

/** What was read from a picture's file, for "What the model saw". */
export function readImage(id: string): Promise<ImageInfo> {
  return callApi<ImageInfo>(`/api/images/${id}/info`);
}

/** Looks for writing and, with `trim`, cuts a viewer's border off; answers the picture from now on. */
export function lookAtPicture(id: string, trim: boolean): Promise<PictureLook> {
  return callApi<PictureLook>(`/api/images/${id}/look`, jsonBody("POST", { trim }));
}

/** Covers parts of a picture for good; answers the picture that takes its place. */
export function blackOutPicture(id: string, cover: BlackOut): Promise<ImageInfo> {
  return callApi<ImageInfo>(`/api/images/${id}/black-out`, jsonBody("POST", cover));
}

/** Brings a trimmed picture's border back; answers the full picture. */
export function untrimPicture(id: string): Promise<ImageInfo> {
  return callApi<ImageInfo>(`/api/images/${id}/untrim`, { method: "POST" });
}

/** Removes a picture that nobody has asked about. */
export function removePicture(id: string): Promise<void> {
  return callApi<void>(`/api/images/${id}`, { method: "DELETE" });
}
