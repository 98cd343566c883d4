"use client";

import { Brush, Plus, Square, Undo2 } from "lucide-react";
import { useCallback, useEffect, useReducer, useState } from "react";
import { imageUrl } from "@/lib/client/api/images";
import { Button } from "@/lib/client/ui/button";
import { Overlay } from "@/lib/client/ui/dialog";
import { CoverCanvas } from "@/lib/client/viewer/black-out/cover-canvas";
import { change, isCovered, NOTHING } from "@/lib/client/viewer/black-out/covers";
import type { Tool } from "@/lib/client/viewer/black-out/use-drawing";
import type { ImageInfo } from "@/lib/contracts/api";
import type { BlackOut } from "@/lib/contracts/look";
import type { Box } from "@/lib/geometry/box";

/** Where a rectangle begins that keys put down. */
const FIRST: Box = { x: 0.4, y: 0.45, width: 0.2, height: 0.1 };

/** A picture to black things out on, by brush, rectangle or keys; nothing is changed before "Black out". */
export function BlackOutDialog({
  picture,
  found,
  onClose,
  onCover,
}: {
  picture: ImageInfo;
  found: readonly Box[];
  onClose: () => void;
  onCover: (cover: BlackOut) => void;
}) {
  const [covers, dispatch] = useReducer(change, NOTHING);
  const [tool, setTool] = useState<Tool>("rectangle");
  /** The rectangle that keys put down last: it gets the focus once. */
  const [focus, setFocus] = useState<number | null>(null);
  const left = found.filter((box) => !isCovered(covers, box));
  const undo = useCallback(() => {
    setFocus(null);
    dispatch({ type: "undo" });
  }, []);
  useEffect(() => {
    // A button that goes when it is pressed takes the focus out of the dialog: so on the page's own.
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z") return;
      event.preventDefault();
      undo();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [undo]);
  const cover = () =>
    onCover({
      boxes: covers.now.flatMap((each) => ("box" in each ? [each.box] : [])),
      strokes: covers.now.flatMap((each) => ("stroke" in each ? [each.stroke] : [])),
    });
  return (
    <Overlay
      open
      onOpenChange={(open) => !open && onClose()}
      title="Black out by hand"
      titleHidden
      form="large"
    >
      <div className="flex min-h-0 flex-1 flex-col">
        <div className="flex flex-wrap items-center gap-2 border-b p-2">
          <fieldset aria-label="Draw with" className="flex gap-1">
            <ToolButton tool="rectangle" chosen={tool} onChoose={setTool}>
              <Square className="size-4" aria-hidden="true" /> Rectangle
            </ToolButton>
            <ToolButton tool="brush" chosen={tool} onChoose={setTool}>
              <Brush className="size-4" aria-hidden="true" /> Brush
            </ToolButton>
          </fieldset>
          <Button look="quiet" disabled={covers.past.length === 0} onClick={undo}>
            <Undo2 className="size-4" aria-hidden="true" /> Undo
          </Button>
          <Button
            onClick={() => {
              setFocus(covers.next);
              dispatch({ type: "box", box: FIRST });
            }}
          >
            <Plus className="size-4" aria-hidden="true" /> Add a rectangle
          </Button>
          {left.length > 0 && (
            <Button onClick={() => dispatch({ type: "boxes", boxes: left })}>
              Cover all found ({left.length})
            </Button>
          )}
        </div>
        <CoverCanvas
          source={imageUrl(picture.id)}
          name={picture.name}
          size={picture}
          found={found}
          covers={covers}
          tool={tool}
          focus={focus}
          onChange={(what) => {
            setFocus(null);
            dispatch(what);
          }}
        />
        <div className="flex flex-wrap items-center gap-2 border-t p-2">
          <p className="min-w-0 flex-1 basis-60 text-label text-quiet">
            What is covered is removed from the picture for good. The picture as it is now is not
            kept.
          </p>
          <div className="ml-auto flex gap-2">
            <Button onClick={onClose}>Cancel</Button>
            <Button look="accent" disabled={covers.now.length === 0} onClick={cover}>
              Black out
            </Button>
          </div>
        </div>
      </div>
    </Overlay>
  );
}

function ToolButton({
  tool,
  chosen,
  onChoose,
  children,
}: {
  tool: Tool;
  chosen: Tool;
  onChoose: (tool: Tool) => void;
  children: React.ReactNode;
}) {
  return (
    <Button
      look="quiet"
      aria-pressed={tool === chosen}
      className="border border-transparent aria-pressed:border-accent aria-pressed:bg-accent/10 aria-pressed:text-text"
      onClick={() => onChoose(tool)}
    >
      {children}
    </Button>
  );
}
