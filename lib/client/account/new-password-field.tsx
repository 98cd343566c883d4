import { Field } from "@/lib/client/ui/field";

/** A field for a password that is chosen anew. `hint`: what else it does, behind the rule. */
export function NewPasswordField({
  value,
  hint,
  onValue,
}: {
  value: string;
  hint: string;
  onValue: (value: string) => void;
}) {
  return (
    <Field
      label="New password"
      type="password"
      autoComplete="new-password"
      required
      minLength={12}
      maxLength={200}
      hint={`At least 12 characters. ${hint}`}
      value={value}
      onChange={(event) => onValue(event.target.value)}
    />
  );
}
