import { existsSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { chooseDevice } from "./device";

const file = path.resolve("models/evlf-mini/population.onnx");
const gpu = existsSync("/dev/dri") || existsSync("/dev/nvidia0");

describe("the device", () => {
  test("is the processor when that is asked for", async () => {
    expect(await chooseDevice("cpu", file)).toBe("cpu");
  });

  test.skipIf(gpu)("is the processor by itself where there is no other", async () => {
    expect(await chooseDevice("auto", file)).toBe("cpu");
  });

  test.skipIf(gpu)("that is named and missing is an error that says what to do", async () => {
    await expect(chooseDevice("cuda", file)).rejects.toMatchObject({
      code: "device-missing",
      person: expect.stringMatching(/EVLF_DEVICE is cuda.*Set EVLF_DEVICE to auto or cpu/),
    });
  });
});
