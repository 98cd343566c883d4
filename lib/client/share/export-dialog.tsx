"use client";

import { Braces, FileText, Hash } from "lucide-react";
import { downloadChat } from "@/lib/client/api/exports";
import { useAction } from "@/lib/client/shell/use-action";
import { Button } from "@/lib/client/ui/button";
import { Overlay } from "@/lib/client/ui/dialog";
import type { ChatSummary } from "@/lib/contracts/api";
import type { ExportForm } from "@/lib/contracts/export";

const FORMS: { form: ExportForm; name: string; words: string; icon: typeof FileText }[] = [
  {
    ...{ form: "pdf", name: "PDF", icon: FileText },
    words: "To read and print: with the pictures, the marks on them, steps and sources.",
  },
  {
    ...{ form: "markdown", name: "Markdown", icon: Hash },
    words: "Plain text for notes: without pictures; marks as numbers.",
  },
  {
    ...{ form: "json", name: "JSON", icon: Braces },
    words: "For programs: every step and result, in a documented form; without pictures.",
  },
];

/** Takes the branch that a chat shows now out of here, as a file. */
export function ExportDialog({ chat, onClose }: { chat: ChatSummary; onClose: () => void }) {
  const { busy, error, run } = useAction();
  return (
    <Overlay open onOpenChange={(open) => !open && onClose()} title="Export this chat">
      <div className="mt-2 grid gap-3">
        <p className="text-quiet">The questions and answers that the chat shows now, as a file.</p>
        {error !== null && (
          <p role="alert" className="text-danger">
            {error}
          </p>
        )}
        <ul className="grid gap-2">
          {FORMS.map(({ form, name, words, icon: Icon }) => (
            <li
              key={form}
              className="flex items-center justify-between gap-3 rounded-card border px-3 py-2"
            >
              <Icon className="size-5 shrink-0 text-quiet" aria-hidden="true" />
              <span className="min-w-0 flex-1">
                <span className="block">{name}</span>
                <span className="block text-label text-quiet">{words}</span>
              </span>
              <Button
                disabled={busy}
                aria-label={`Download as ${name}`}
                onClick={() => void run(() => downloadChat(chat.id, form))}
              >
                Download
              </Button>
            </li>
          ))}
        </ul>
        <p role="status" className="text-label text-quiet empty:hidden">
          {busy ? "The file is being written." : ""}
        </p>
        <Button className="justify-self-end" onClick={onClose}>
          Close
        </Button>
      </div>
    </Overlay>
  );
}
