import { InferenceSession, Tensor } from "onnxruntime-node";

/** How the 8-bit weights of the language model are kept: around 0, or around 128. */
export type WeightKind = "signed" | "unsigned";

// one product y = a w, a uint8 [2,64], w int8 [64,16], as an ONNX file
const PRODUCT =
  "CAgSADpcChgKAWEKAXcSAXkiDU1hdE11bEludGVnZXISAXBaEwoBYRIOCgwIAhIICgIIAgoCCEBaEwoBdxIOCgwIAxIICgIIQAoCCBBiEwoBeRIOCgwIBhIICgIIAgoCCBBCBAoAEBE=";
const DEEP = 64;

let known: Promise<WeightKind> | null = null;

async function tryProduct(): Promise<WeightKind> {
  const session = await InferenceSession.create(Buffer.from(PRODUCT, "base64"));
  const a = new Tensor("uint8", new Uint8Array(2 * DEEP).fill(255), [2, DEEP]);
  const w = new Tensor("int8", new Int8Array(DEEP * 16).fill(127), [DEEP, 16]);
  const { y } = await session.run({ a, w });
  await session.release();
  const values = y?.data instanceof Int32Array ? y.data : Int32Array.of();
  const exact = values.length > 0 && values.every((value) => value === DEEP * 255 * 127);
  return exact ? "signed" : "unsigned";
}

/**
 * The kind of weights whose products this processor computes exactly. Products of unsigned and
 * signed bytes are the fastest, but x86 processors without VNNI add pairs of them in 16 bits and cut
 * off what does not fit; there unsigned weights are slower and right. Tried once a process.
 */
export function exactWeights(): Promise<WeightKind> {
  known ??= tryProduct();
  return known;
}
