import { EyeOff, HardDrive, ScanText } from "lucide-react";

const LINES = [
  {
    icon: HardDrive,
    text: "The picture is kept on this server only, without its headers or the file's name, until you delete the chat.",
  },
  { icon: EyeOff, text: "You see it, and whoever runs this server can. No other visitor does." },
  {
    icon: ScanText,
    text: "Names can be burnt into the pixels. Writing is looked for before you ask, and you can black it out. Look yourself too: faint or tiny letters are missed.",
  },
];

/** What happens to a picture, said beside the place where it is given. */
export function PrivacyNote() {
  return (
    <ul className="grid gap-2 text-label text-quiet">
      {LINES.map(({ icon: Icon, text }) => (
        <li key={text} className="flex gap-2">
          <Icon className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
          {text}
        </li>
      ))}
    </ul>
  );
}
