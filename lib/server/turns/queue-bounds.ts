import "server-only";

/** Questions that may wait and run at once, of everybody and of one person. */
export const MOST_OF_ALL = 50;
export const MOST_OF_ONE = 8;
