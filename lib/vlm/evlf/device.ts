import { existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { InferenceSession } from "onnxruntime-node";
import { VlmError } from "../errors";

export type Device = "cpu" | "cuda" | "webgpu";
/** What may be asked for; "auto" takes a graphics processor where one answers. */
export type DeviceChoice = "auto" | Device;

const NEEDS: Readonly<Record<Exclude<Device, "cpu">, string>> = {
  cuda: "It needs an NVIDIA driver and onnxruntime's CUDA libraries beside onnxruntime-node.",
  webgpu: "It needs a graphics processor and, on Linux, a Vulkan driver (libvulkan.so.1).",
};

/** Whether a try is worth its time and its lines on the error stream. */
function mayBeThere(device: Exclude<Device, "cpu">): boolean {
  if (device === "cuda") {
    const dist = path.dirname(createRequire(import.meta.url).resolve("onnxruntime-node"));
    const folder = path.join(dist, "..", "bin", "napi-v6", process.platform, process.arch);
    const libraries = existsSync(folder) ? readdirSync(folder) : [];
    return libraries.some((name) => name.includes("providers_cuda"));
  }
  if (process.platform !== "linux") return true;
  return existsSync("/dev/dri") && readdirSync("/dev/dri").some((n) => n.startsWith("renderD"));
}

async function failureOf(device: Exclude<Device, "cpu">, file: string): Promise<string | null> {
  try {
    const session = await InferenceSession.create(file, { executionProviders: [device] });
    await session.release();
    return null;
  } catch (error) {
    return error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
  }
}

/**
 * The device that the encoders run on. A device asked for by name is tried on `file`, a small
 * network; "auto" tries what may be there and falls back to the processor.
 *
 * @throws VlmError device-missing when the device named does not work here.
 */
export async function chooseDevice(choice: DeviceChoice, file: string): Promise<Device> {
  if (choice === "cpu") return "cpu";
  if (choice !== "auto") {
    const failure = await failureOf(choice, file);
    if (failure === null) return choice;
    throw new VlmError(
      "device-missing",
      `${choice}: ${failure}`,
      `EVLF_DEVICE is ${choice}, which does not work here. ${NEEDS[choice]} Set EVLF_DEVICE to auto or cpu to go on without it.`,
    );
  }
  for (const device of ["cuda", "webgpu"] as const) {
    if (mayBeThere(device) && (await failureOf(device, file)) === null) return device;
  }
  return "cpu";
}
