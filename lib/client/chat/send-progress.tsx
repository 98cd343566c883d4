import type { SendNews } from "@/lib/client/chat/send-picture";
import type { Attachment } from "@/lib/client/chat/use-attachments";

/** Where a picture is that the server does not have yet. */
export function sendingWords(news: SendNews | undefined): string {
  if (news === undefined || (news.kind === "sent" && news.share >= 1))
    return "Reading the picture…";
  if (news.kind === "sent") return "Sending the picture…";
  const { of, number, why } = news;
  const cause = why === "lost" ? "The connection was lost." : "The server is busy.";
  return `${cause} Trying again, ${number} of ${of}…`;
}

/** How much of a picture has been sent; nothing before and after. */
export function SendProgress({ attachment }: { attachment: Attachment }) {
  const { state, news, name } = attachment;
  if (state !== "sending" || news === undefined) return null;
  const share = news.kind === "sent" ? news.share : 0;
  if (share >= 1) return null;
  const percent = Math.floor(share * 100);
  return (
    <p className="flex items-center gap-2">
      <progress
        aria-label={`Sent of ${name}`}
        max={100}
        value={percent}
        className="h-1 min-w-0 flex-1 appearance-none overflow-hidden rounded-full border-0 bg-line [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent"
      />
      <span className="w-10 text-right font-mono text-quiet tabular-nums">{percent} %</span>
    </p>
  );
}
