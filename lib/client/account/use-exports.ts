"use client";

import { useCallback, useEffect, useState } from "react";
import { listExports } from "@/lib/client/api/exports";
import type { ExportJob } from "@/lib/contracts/jobs";

const LOOK_MS = 1000;
const open = (job: ExportJob | undefined): boolean =>
  job?.state === "queued" || job?.state === "running";

/** The newest export of this account, looked at every second while it is written. */
export function useExports() {
  const [exports, setExports] = useState<ExportJob[] | null>(null);
  const [failed, setFailed] = useState(false);
  const load = useCallback(async () => {
    try {
      setExports(await listExports());
      setFailed(false);
    } catch {
      setFailed(true);
    }
  }, []);
  useEffect(() => void load(), [load]);
  const job = exports?.[0];
  const writing = open(job);
  useEffect(() => {
    if (!writing) return;
    const timer = setInterval(() => void load(), LOOK_MS);
    return () => clearInterval(timer);
  }, [writing, load]);
  return { known: exports !== null, job, writing, failed, load };
}
