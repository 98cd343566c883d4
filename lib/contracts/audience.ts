import { z } from "zod";

/** Who the answer is written for. It changes wording, depth and order, never rights. */
export const audienceSchema = z.enum(["patient", "student", "clinician"]);
export type Audience = z.infer<typeof audienceSchema>;
