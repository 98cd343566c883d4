/** What can be looked for where a label names something with a place; by label set. */
const THINGS: Readonly<Record<string, { thing: string; without: readonly string[] }>> = {
  "brain-tumor": { thing: "brain tumour", without: ["no tumour"] },
  "breast-ultrasound": { thing: "breast tumour", without: ["normal"] },
  "skin-lesion": { thing: "skin lesion", without: [] },
  "capsule-endoscopy": { thing: "bleeding", without: ["no bleeding"] },
  "white-blood-cell": { thing: "white blood cell", without: [] },
};

/** The phrase that a label of a set goes with, or null where it names nothing that has a place. */
export function thingOfLabel(set: string, label: string): string | null {
  const known = Object.hasOwn(THINGS, set) ? THINGS[set] : undefined;
  return known === undefined || known.without.includes(label) ? null : known.thing;
}
