import type { ReactNode } from "react";
import { Button } from "@/lib/client/ui/button";

const CONTROL =
  "w-full min-h-9 pointer-coarse:min-h-10 rounded-card border bg-panel px-2 py-1 text-label text-text";

/** Asks for the page anew with what stands in its controls. Works without a script. */
export function FilterForm({ action, children }: { action: string; children: ReactNode }) {
  return (
    <search>
      <form
        method="get"
        action={action}
        className="grid items-end gap-3 sm:grid-cols-2 lg:flex lg:flex-wrap"
      >
        {children}
        <Button type="submit">Search</Button>
      </form>
    </search>
  );
}

export function FilterText({
  name,
  label,
  value,
  type = "search",
}: {
  name: string;
  label: string;
  value: string | undefined;
  type?: "search" | "datetime-local";
}) {
  return (
    <label className="grid gap-1 text-label font-medium lg:w-56">
      {label}
      <input
        key={value ?? ""}
        name={name}
        type={type}
        defaultValue={value ?? ""}
        maxLength={254}
        autoComplete="off"
        className={`${CONTROL} font-normal`}
      />
    </label>
  );
}

export function FilterChoice({
  name,
  label,
  value,
  choices,
}: {
  name: string;
  label: string;
  value: string | undefined;
  choices: { value: string; label: string }[];
}) {
  return (
    <label className="grid gap-1 text-label font-medium lg:w-44">
      {label}
      <select
        key={value ?? ""}
        name={name}
        defaultValue={value ?? ""}
        className={`${CONTROL} font-normal`}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </label>
  );
}
