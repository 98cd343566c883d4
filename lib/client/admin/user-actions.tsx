"use client";

import { Ellipsis } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ResetLinkDialog } from "@/lib/client/admin/reset-link-dialog";
import { type Step, stepsFor } from "@/lib/client/admin/user-steps";
import { useAction } from "@/lib/client/shell/use-action";
import { Button, IconButton } from "@/lib/client/ui/button";
import { Overlay } from "@/lib/client/ui/dialog";
import { Menu, MenuItem } from "@/lib/client/ui/menu";
import { useToast } from "@/lib/client/ui/toasts";
import type { UserRow } from "@/lib/contracts/admin";

const NEWS_MS = 8_000;

/** What an admin can do to an account: each step says first what it does. */
export function UserActions({ user }: { user: UserRow }) {
  const [step, setStep] = useState<Step | null>(null);
  const [linking, setLinking] = useState(false);
  const { busy, error, run } = useAction();
  const router = useRouter();
  const toast = useToast();
  if (user.email === null || user.self) return null;
  const take = async ({ act }: Step) => {
    const done = await run(async () => {
      toast({ words: await act(), ms: NEWS_MS });
      router.refresh();
    });
    if (done) setStep(null);
  };
  return (
    <>
      <Menu
        align="end"
        trigger={
          <IconButton label={`More for ${user.email}`} className="-my-1.5">
            <Ellipsis className="size-4" aria-hidden="true" />
          </IconButton>
        }
      >
        <MenuItem onSelect={() => setLinking(true)}>Make a reset link</MenuItem>
        {stepsFor(user).map((each) => (
          <MenuItem key={each.title} danger={each.danger} onSelect={() => setStep(each)}>
            {each.title}
          </MenuItem>
        ))}
      </Menu>
      <Overlay
        open={step !== null}
        onOpenChange={(open) => !open && setStep(null)}
        title={step?.title ?? ""}
      >
        <div className="mt-3 grid gap-4">
          <p className="[overflow-wrap:anywhere]">{step?.means}</p>
          {error !== null && (
            <p role="alert" className="text-danger">
              {error}
            </p>
          )}
          <div className="flex justify-end gap-2">
            <Button onClick={() => setStep(null)}>Cancel</Button>
            <Button
              look={step?.danger ? "danger" : "accent"}
              disabled={busy}
              onClick={() => step !== null && void take(step)}
            >
              {step?.title}
            </Button>
          </div>
        </div>
      </Overlay>
      {linking && <ResetLinkDialog user={user} onClose={() => setLinking(false)} />}
    </>
  );
}
