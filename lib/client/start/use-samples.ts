"use client";

import { useEffect, useState } from "react";
import { listSamples } from "@/lib/client/api/images";
import type { SampleInfo } from "@/lib/contracts/api";

/** How often to ask again while the server is still fetching its samples, and how often at most. */
const AGAIN_MS = 10_000;
const AT_MOST = 12;

/** The sample pictures of this server; none until they are there. */
export function useSamples(): SampleInfo[] {
  const [samples, setSamples] = useState<SampleInfo[]>([]);
  useEffect(() => {
    let asked = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let current = true;
    const ask = async () => {
      asked += 1;
      const list = await listSamples().catch(() => []);
      if (!current) return;
      setSamples(list);
      if (list.length === 0 && asked < AT_MOST) timer = setTimeout(() => void ask(), AGAIN_MS);
    };
    void ask();
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, []);
  return samples;
}
