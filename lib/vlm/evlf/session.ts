import { InferenceSession, Tensor } from "onnxruntime-node";
import type { Device } from "./device";

/** A network with float inputs of batch 1. */
export type Network = {
  /** Values by input name with their shape; gives all outputs by name. */
  run(inputs: Record<string, NetworkInput>): Promise<Record<string, Float32Array>>;
  inputNames: readonly string[];
};

export type NetworkInput = { data: Float32Array | bigint; dims: readonly number[] };

// the blocked way of attention takes twice the time of the plain one at our sizes
// biome-ignore lint/style/noProcessEnv: a setting of onnxruntime that it reads from nowhere else
process.env.ORT_GQA_DISABLE_FLASH_ATTENTION ??= "1";

/**
 * Options of every session. Threads spin for their next share only within a run: between runs they
 * sleep, so that the web server or another worker on the same machine gets the processor.
 */
export function sessionOptions(threads: number): InferenceSession.SessionOptions {
  return {
    executionProviders: ["cpu"],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    graphOptimizationLevel: "all",
    extra: { session: { intra_op: { allow_spinning: "1" }, force_spinning_stop: "1" } },
  };
}

/** Opens an ONNX file. What a graphics processor cannot do of it, the processor does. */
export async function openNetwork(file: string, threads: number, device: Device): Promise<Network> {
  const executionProviders = device === "cpu" ? ["cpu"] : [device, "cpu"];
  const options = { ...sessionOptions(threads), executionProviders };
  const session = await InferenceSession.create(file, options);
  return {
    inputNames: session.inputNames,
    run: async (inputs) => {
      const feeds = Object.fromEntries(
        Object.entries(inputs).map(([name, { data, dims }]) => [
          name,
          typeof data === "bigint"
            ? new Tensor("int64", BigInt64Array.of(data), dims)
            : new Tensor("float32", data, dims),
        ]),
      );
      const outputs = await session.run(feeds);
      return Object.fromEntries(
        Object.entries(outputs).map(([name, tensor]) => {
          if (!(tensor.data instanceof Float32Array)) throw new Error(`${name} is not float32`);
          return [name, tensor.data];
        }),
      );
    },
  };
}

/** An output that must be there. */
export function output(outputs: Record<string, Float32Array>, name: string): Float32Array {
  const value = outputs[name];
  if (!value) throw new Error(`the network has no output ${name}`);
  return value;
}

/** Softmax of `values` / temperature. */
export function softmax(values: Float32Array, temperature = 1): number[] {
  const top = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const powers = Array.from(values, (v) => Math.exp((v - top) / temperature));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((p) => p / sum);
}

export function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value));
}
