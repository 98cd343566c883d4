import "server-only";

/** The name of a picture's file in an export of everything, by its hash. */
export const pictureName = (sha256: string): string => `pictures/${sha256.slice(0, 24)}.png`;
