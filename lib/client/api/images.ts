import { callApi } from "@/lib/client/api/http";
import type { ImageInfo, SampleInfo } from "@/lib/contracts/api";

/** Removes a picture that no question shows yet. */
export function deleteImage(id: string): Promise<void> {
  return callApi<void>(`/api/images/${id}`, { method: "DELETE" });
}

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
