import "server-only";
import type { Tx } from "../db";

/** A turn's log or state changed; payload: the turn's id. */
export const LOG_CHANNEL = "turn_log";
/** A turn left the queue, so places changed; no payload. */
export const QUEUE_CHANNEL = "turn_queue";
/** A turn shall stop; payload: the turn's id. */
export const STOP_CHANNEL = "turn_stop";

/** A chat changed, told by a trigger of its table; payload: its person's id, a blank, its own. */
export const CHAT_CHANNEL = "chat_changed";

export const CHANNELS = [LOG_CHANNEL, QUEUE_CHANNEL, STOP_CHANNEL, CHAT_CHANNEL] as const;
export type Channel = (typeof CHANNELS)[number];

/** Tells every process that listens, when and only if the transaction commits. */
export async function notify(tx: Tx, channel: Channel, payload = ""): Promise<void> {
  await tx.$queryRaw`SELECT pg_notify(${channel}, ${payload})::text`;
}
