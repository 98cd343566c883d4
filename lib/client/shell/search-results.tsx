"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { leaveWords } from "@/lib/client/chat/find-words";
import { useSearch } from "@/lib/client/shell/use-search";
import { Button } from "@/lib/client/ui/button";
import { StateMark } from "@/lib/client/ui/state-marks";
import type { Piece, SearchHit } from "@/lib/contracts/history";

/** What a search found, best first, with its words marked; or that nothing was, or why not. */
export function SearchResults({ words, onLeave }: { words: string; onLeave: () => void }) {
  const { search, again } = useSearch(words);
  if (search.state === "failed")
    return (
      <div className="grid min-h-0 flex-1 content-start gap-2 px-4 text-label" role="alert">
        <p className="flex gap-2">
          <StateMark kind="error" className="size-5 text-danger" />
          <span>{search.why}</span>
        </p>
        <Button onClick={again}>Search again</Button>
      </div>
    );
  const { answer } = search;
  return (
    <nav
      aria-label="Search results"
      aria-busy={search.state === "reading"}
      className="min-h-0 flex-1 overflow-y-auto px-2 pb-2"
    >
      <p role="status" className="px-2 pb-1 text-label text-quiet">
        {answer === null ? "Searching…" : summary(answer.hits.length, answer.more)}
      </p>
      {answer?.hits.length === 0 && (
        <p className="flex gap-2 px-2 text-label">
          <StateMark kind="nothing" className="size-5 text-quiet" />
          <span>No chat has all of these words. Try fewer, or the beginning of one.</span>
        </p>
      )}
      <ul>
        {answer?.hits.map((hit) => (
          <Hit key={hit.id} hit={hit} words={words} onLeave={onLeave} />
        ))}
      </ul>
      {answer?.more === true && (
        <p className="px-2 pt-1 text-label text-quiet">
          More chats have these words. Add a word to find the one you mean.
        </p>
      )}
    </nav>
  );
}

function summary(count: number, more: boolean): string {
  if (count === 0) return "Nothing found";
  if (more) return `The best ${count}`;
  return count === 1 ? "1 chat" : `${count} chats`;
}

function Hit({ hit, words, onLeave }: { hit: SearchHit; words: string; onLeave: () => void }) {
  const current = usePathname() === `/chat/${hit.id}`;
  const day = new Date(hit.updatedAt).toLocaleDateString(undefined, {
    day: "numeric",
    month: "short",
    year: "numeric",
  });
  return (
    <li>
      <Link
        href={`/chat/${hit.id}`}
        prefetch={false}
        aria-current={current ? "page" : undefined}
        onClick={() => {
          leaveWords(hit.id, words);
          onLeave();
        }}
        className={`block rounded-card px-2 py-1.5 text-label ${current ? "bg-raised" : "hover:bg-raised"}`}
      >
        <span className="block truncate font-medium">
          <Marked pieces={hit.title} />
        </span>
        {hit.snippet.length > 0 && (
          <span className="line-clamp-3 break-words text-quiet">
            <Marked pieces={hit.snippet} />
          </span>
        )}
        <span className="block text-quiet">
          {day}
          {hit.archived && " · archived"}
        </span>
      </Link>
    </li>
  );
}

function Marked({ pieces }: { pieces: Piece[] }) {
  return pieces.map(({ text, hit }, at) =>
    hit ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text have no other name
      <mark key={at} className="rounded-mark bg-accent/20 text-text">
        {text}
      </mark>
    ) : (
      text
    ),
  );
}
