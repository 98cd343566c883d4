import type { Picture } from "@/lib/client/viewer/picture-pane";
import type { Audience } from "@/lib/contracts/audience";
import type { EvlfMessage } from "@/lib/contracts/message";

/** A question as it stands on the screen, with an id of its own unless one is given. */
export function questionMessage(
  text: string,
  pictures: Picture[],
  audience: Audience,
  id: string = crypto.randomUUID(),
): EvlfMessage {
  return {
    id,
    role: "user",
    metadata: { audience, createdAt: new Date().toISOString() },
    parts: [
      ...pictures.map((picture) => ({ type: "data-image" as const, data: picture })),
      { type: "text", text },
    ],
  };
}
