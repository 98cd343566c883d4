import { examine, type Finding } from "./doctor/checks";

/** `npm run doctor`: what is well, what is worth knowing and what is ill, one line each; exit code 1 where something is ill. */
const MARK: Record<Finding["state"], string> = { well: "well", note: "note", ill: "ILL " };

const findings = await examine(process.cwd(), process.env);
for (const { state, what, words } of findings) console.log(`${MARK[state]}  ${what}: ${words}`);
const ill = findings.filter(({ state }) => state === "ill").length;
console.log(
  ill === 0 ? "\nThe app can run here." : `\n${ill} of ${findings.length} things are ill.`,
);
process.exitCode = ill === 0 ? 0 : 1;
