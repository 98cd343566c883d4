"use client";

import { useCallback, useEffect, useState } from "react";
import { listLinks, revokeLink } from "@/lib/client/api/shares";
import type { LinkInfo } from "@/lib/contracts/share";

/** The links of one chat, or of all: null until they are read; `failed` when they can't be. */
export function useLinks(chatId?: string) {
  const [links, setLinks] = useState<LinkInfo[] | null>(null);
  const [failed, setFailed] = useState(false);
  const load = useCallback(async () => {
    try {
      setLinks(await listLinks(chatId));
      setFailed(false);
    } catch {
      setFailed(true);
    }
  }, [chatId]);
  useEffect(() => void load(), [load]);
  const takeBack = async (id: string): Promise<void> => {
    await revokeLink(id);
    setLinks((now) => now?.filter((link) => link.id !== id) ?? null);
  };
  return { links, failed, load, takeBack };
}
