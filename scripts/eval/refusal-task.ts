import { type Encoded, encode, keysWhere } from "@/scripts/eval/encode";
import { shareOf } from "@/scripts/eval/figure";
import type { Task } from "@/scripts/eval/task";

/** How often the tools refuse pictures that are not medical, and pictures that are. */
export const refusalTask: Task<Encoded> = {
  name: "refusal",
  wants: ({ sets }) => keysWhere(sets, () => true),
  measure: encode,
  report: (made) => {
    const refused = (medical: boolean) =>
      made
        .filter(({ row }) => (row.modality !== "none") === medical)
        .map(({ row, made: { outcome } }) => ({ group: row.group, item: outcome === "unusable" }));
    const [strangers, medical] = [refused(false), refused(true)];
    return {
      refusal: {
        ...(strangers.length === 0 ? {} : { nonMedicalRefused: shareOf(strangers) }),
        ...(medical.length === 0 ? {} : { medicalRefused: shareOf(medical) }),
      },
    };
  },
};
