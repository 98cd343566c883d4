"use client";

import { ChevronDown } from "lucide-react";
import { AUDIENCES, useAudience } from "@/lib/client/shell/audience-context";
import { Button } from "@/lib/client/ui/button";
import { Menu, MenuChoices } from "@/lib/client/ui/menu";

/** "for: Student", and the way to change it. */
export function AudienceMenu() {
  const { audience, choose } = useAudience();
  const label = AUDIENCES.find((each) => each.value === audience)?.label ?? audience;
  return (
    <Menu
      trigger={
        <Button
          look="quiet"
          className="justify-start"
          aria-label={`Answers are written for: ${label}. Change`}
        >
          <span>
            for: <span className="text-text">{label}</span>
          </span>
          <ChevronDown className="size-4" aria-hidden="true" />
        </Button>
      }
    >
      <MenuChoices value={audience} onChange={choose} choices={AUDIENCES} />
    </Menu>
  );
}
