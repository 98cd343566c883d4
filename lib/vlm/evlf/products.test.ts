import { existsSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { exactWeights } from "./products";

const cpu = existsSync("/proc/cpuinfo") ? readFileSync("/proc/cpuinfo", "utf8") : "";

it.skipIf(process.arch !== "x64" || cpu === "")(
  "signed weights serve where the processor multiplies bytes without cutting off, others elsewhere",
  async () => {
    const vnni = /\b(?:avx512_vnni|avx_vnni|amx_int8)\b/.test(cpu);
    expect(await exactWeights()).toBe(vnni ? "signed" : "unsigned");
  },
);
