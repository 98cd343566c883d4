"use client";

import { Check, Copy, RotateCcw } from "lucide-react";
import { type ReactNode, useState } from "react";
import { IconButton } from "@/lib/client/ui/button";
import { copyText } from "@/lib/client/ui/copy-text";
import { plainText } from "@/lib/contracts/reading/marks";

type Props = {
  text: string;
  onAgain: (() => void) | null;
  /** The answer's versions, where it has several. */
  children?: ReactNode;
};

/** What can be done with an answer that has ended. */
export function MessageActions({ text, onAgain, children }: Props) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    if (!(await copyText(plainText(text)))) return;
    setCopied(true);
    setTimeout(() => setCopied(false), 1500);
  };
  return (
    <div className="-ml-2 flex flex-wrap items-center">
      {text !== "" && (
        <IconButton label={copied ? "Copied" : "Copy the answer"} onClick={() => void copy()}>
          {copied ? <Check className="size-4" /> : <Copy className="size-4" />}
        </IconButton>
      )}
      {onAgain !== null && (
        <IconButton label="Answer again" onClick={onAgain}>
          <RotateCcw className="size-4" />
        </IconButton>
      )}
      {children}
    </div>
  );
}
