import { type ComponentProps, useId } from "react";

const INPUT =
  "w-full min-h-10 rounded-card border bg-panel px-3 py-2 text-body text-text placeholder:text-quiet " +
  "focus-visible:outline-offset-0";

/** A labelled line of input with a hint and, when something is wrong, what. */
export function Field({
  label,
  hint,
  error,
  ...rest
}: ComponentProps<"input"> & { label: string; hint?: string; error?: string | undefined }) {
  const id = useId();
  const note = error ?? hint;
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="text-label font-medium">
        {label}
      </label>
      <input
        id={id}
        className={INPUT}
        aria-invalid={error === undefined ? undefined : true}
        aria-describedby={note === undefined ? undefined : `${id}-note`}
        {...rest}
      />
      {note !== undefined && (
        <p
          id={`${id}-note`}
          className={`text-label ${error === undefined ? "text-quiet" : "text-danger"}`}
        >
          {note}
        </p>
      )}
    </div>
  );
}
