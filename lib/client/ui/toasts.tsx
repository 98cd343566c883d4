"use client";

import { X } from "lucide-react";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from "react";
import { Button, IconButton } from "@/lib/client/ui/button";
import { StateMark } from "@/lib/client/ui/state-marks";

export type Toast = {
  words: string;
  /** Something went wrong: it is read out at once. */
  trouble?: boolean;
  action?: { label: string; run: () => void };
  /** How long it stays, in milliseconds. */
  ms: number;
};

type Shown = Toast & { id: string };
type ShowToast = (toast: Toast) => void;

/** More would cover the page; the oldest goes. */
const MOST = 4;

const ToastContext = createContext<ShowToast | null>(null);

/** Short news over the page that go by themselves, first in the order of the Tab key. */
export function Toasts({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<Shown[]>([]);
  const show = useCallback((toast: Toast) => {
    const id = crypto.randomUUID();
    setShown((before) => [...before, { ...toast, id }].slice(-MOST));
  }, []);
  const close = useCallback((id: string) => {
    setShown((before) => before.filter((toast) => toast.id !== id));
  }, []);
  return (
    <ToastContext value={show}>
      <section
        aria-label="News"
        aria-live="polite"
        className="pointer-events-none fixed inset-x-0 top-14 z-50 flex flex-col items-center gap-2 px-3 xl:top-3"
      >
        {shown.map((toast) => (
          <ToastCard key={toast.id} toast={toast} onClose={close} />
        ))}
      </section>
      {children}
    </ToastContext>
  );
}

function ToastCard({ toast, onClose }: { toast: Shown; onClose: (id: string) => void }) {
  const { id, words, action, ms, trouble = false } = toast;
  const close = () => onClose(id);
  useEffect(() => {
    const timer = setTimeout(() => onClose(id), ms);
    return () => clearTimeout(timer);
  }, [id, ms, onClose]);
  return (
    <div
      role={trouble ? "alert" : "status"}
      className="pointer-events-auto flex w-full max-w-[26rem] items-center gap-2 rounded-card border bg-panel py-1.5 pr-1.5 pl-3 text-label shadow-float float-in"
    >
      {trouble && <StateMark kind="error" className="size-4 text-danger" />}
      <span className="line-clamp-3 min-w-0 flex-1">{words}</span>
      {action !== undefined && (
        <Button
          look="quiet"
          className="text-accent"
          onClick={() => {
            close();
            action.run();
          }}
        >
          {action.label}
        </Button>
      )}
      <IconButton label="Close" onClick={close}>
        <X className="size-4" aria-hidden="true" />
      </IconButton>
    </div>
  );
}

/** Shows short news over the page. */
export function useToast(): ShowToast {
  const show = useContext(ToastContext);
  if (show === null) throw new Error("useToast needs Toasts above it");
  return show;
}
