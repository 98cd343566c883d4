import "server-only";
import { existsSync } from "node:fs";
import path from "node:path";
import { env, type Protection } from "./env";

/** Only a data folder that holds this file may run with a protection switched off. */
export const TEST_DATA_MARK = "only-for-tests";

let off: Protection | null | undefined;

/**
 * Whether a test has switched this protection off (EVLF_TEST_UNSAFE), to see that they
 * notice. It takes a data folder that a test marked as its own; `npm start` refuses the setting.
 */
export function switchedOff(protection: Protection): boolean {
  if (off === undefined) {
    const { EVLF_TEST_UNSAFE, DATA_DIR } = env();
    const marked = existsSync(path.join(/* turbopackIgnore: true */ DATA_DIR, TEST_DATA_MARK));
    off = marked ? (EVLF_TEST_UNSAFE ?? null) : null;
  }
  return off === protection;
}
