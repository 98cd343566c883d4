"use client";

import { useState } from "react";
import { sentenceOf } from "@/lib/client/api/http";

/** Runs something that can fail: whether it is under way, and what went wrong. */
export function useAction() {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const run = async (action: () => Promise<void>) => {
    setBusy(true);
    setError(null);
    try {
      await action();
      return true;
    } catch (thrown) {
      setError(sentenceOf(thrown, "This did not work. Try again."));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, error, run };
}
