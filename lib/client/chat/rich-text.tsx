"use client";

import type { ReactNode } from "react";
import { MarkChip, SourceChip } from "@/lib/client/chat/chip";
import { Note } from "@/lib/client/chat/note";
import type { Block, Inline } from "@/lib/contracts/reading/marks";
import type { PlacedMark } from "@/lib/contracts/reading/message-marks";

export type RichTextProps = {
  blocks: Block[];
  marks: PlacedMark[];
  lit: number | null;
  onLight: (id: number | null) => void;
  onMark: (mark: PlacedMark) => void;
};

/** An answer's text: words as words, numbers as chips, sources as chips, remarks in frames. */
export function RichText(props: RichTextProps) {
  return (
    <div className="grid gap-3">
      {props.blocks.map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: blocks only ever grow at the end
        <BlockView key={index} block={block} {...props} />
      ))}
    </div>
  );
}

function BlockView({ block, ...rest }: RichTextProps & { block: Block }) {
  if (block.kind === "list")
    return (
      <ul className="list-disc space-y-1 pl-5 marker:text-quiet">
        {block.items.map((item, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: items only ever grow at the end
          <li key={index}>{item.map((inline, at) => drawInline(inline, at, rest))}</li>
        ))}
      </ul>
    );
  const words = block.inlines.map((inline, at) => drawInline(inline, at, rest));
  return block.note === null ? <p>{words}</p> : <Note kind={block.note}>{words}</Note>;
}

function drawInline(
  inline: Inline,
  key: number,
  { marks, lit, onLight, onMark }: Omit<RichTextProps, "blocks">,
): ReactNode {
  switch (inline.kind) {
    case "text":
      return inline.text;
    case "strong":
      return <strong key={key}>{inline.text}</strong>;
    case "em":
      return <em key={key}>{inline.text}</em>;
    case "card":
      return <SourceChip key={key} id={inline.id} />;
    case "mark": {
      const mark = marks.find((each) => each.id === inline.n);
      if (mark === undefined) return `[${inline.n}]`;
      return (
        <MarkChip key={key} mark={mark} lit={lit === inline.n} onLight={onLight} onPress={onMark} />
      );
    }
  }
}
