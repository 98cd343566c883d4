"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useState } from "react";
import { keepCookie, THEME_COOKIE, type Theme } from "@/lib/client/shell/preferences";
import { IconButton } from "@/lib/client/ui/button";
import { Menu, MenuChoices } from "@/lib/client/ui/menu";

const THEMES: { value: Theme; label: string }[] = [
  { value: "system", label: "As the system" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
];
const ICONS = { system: Monitor, light: Sun, dark: Moon };

/** Light, dark, or as the system has it; kept in this browser. */
export function ThemeMenu({ initial }: { initial: Theme }) {
  const [theme, setTheme] = useState(initial);
  const Icon = ICONS[theme];
  const choose = (next: Theme) => {
    setTheme(next);
    keepCookie(THEME_COOKIE, next);
    if (next === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = next;
  };
  return (
    <Menu
      align="end"
      trigger={
        <IconButton label="Light or dark">
          <Icon className="size-4" />
        </IconButton>
      }
    >
      <MenuChoices value={theme} onChange={choose} choices={THEMES} />
    </Menu>
  );
}
