import { vi } from "vitest";

/** Every upload of this test is taken at once, and is this picture. `vi.unstubAllGlobals` ends it. */
export function answerUploads(info: object): void {
  vi.stubGlobal(
    "XMLHttpRequest",
    class {
      upload = {};
      status = 201;
      responseText = JSON.stringify(info);
      onload?: () => void;
      onloadend?: () => void;
      open() {}
      setRequestHeader() {}
      getResponseHeader() {
        return null;
      }
      abort() {}
      send() {
        queueMicrotask(() => {
          this.onload?.();
          this.onloadend?.();
        });
      }
    },
  );
}
