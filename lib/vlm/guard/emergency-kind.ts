/** What an emergency is about; each has its own first words. */
export type EmergencyKind =
  | "chest-pain"
  | "stroke"
  | "suicide"
  | "bleeding"
  | "breathing"
  | "anaphylaxis"
  | "seizure"
  | "poisoning"
  | "unconscious"
  | "vision-loss"
  | "head-injury"
  | "pregnancy"
  | "meningitis"
  | "abdomen"
  | "other";
