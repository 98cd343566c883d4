"use client";

import { useState } from "react";
import { ApiError } from "@/lib/client/api/http";

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
      setError(
        thrown instanceof ApiError
          ? `${thrown.message} (${thrown.code})`
          : "This did not work. Try again.",
      );
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, error, run };
}
