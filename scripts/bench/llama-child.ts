import { pathToFileURL } from "node:url";
import { passageOf } from "@/scripts/bench/passage";

/** What is used of node-llama-cpp 3; the package is fetched at run time and has no types here. */
type Sequence = {
  evaluate(tokens: number[], options: { temperature: number }): AsyncIterable<number>;
  clearHistory(): Promise<void>;
};
type Model = {
  tokenize(text: string): number[];
  createContext(options: {
    contextSize: number;
    threads: number;
  }): Promise<{ getSequence(): Sequence }>;
};
type Engine = {
  getLlama(options: {
    gpu: false;
    build: "never";
    logLevel: string;
  }): Promise<{ loadModel(options: { modelPath: string }): Promise<Model> }>;
};

/** Reads a passage and writes `tokens` more, twice; prints the second time's speeds as JSON. */
async function main(): Promise<void> {
  const [module = "", gguf = "", threads = "2", tokens = "128", number = "1"] =
    process.argv.slice(2);
  const engine = (await import(pathToFileURL(module).href)) as Engine;
  const llama = await engine.getLlama({ gpu: false, build: "never", logLevel: "error" });
  const model = await llama.loadModel({ modelPath: gguf });
  const context = await model.createContext({ contextSize: 2048, threads: Number(threads) });
  const sequence = context.getSequence();
  let figures = { prefill: 0, decode: 0 };
  for (const round of [0, 1]) {
    await sequence.clearHistory();
    const prompt = model.tokenize(passageOf(256, Number(number) + round));
    const started = performance.now();
    let first = started;
    let count = 0;
    for await (const _ of sequence.evaluate(prompt, { temperature: 0 })) {
      count += 1;
      if (count === 1) first = performance.now();
      if (count > Number(tokens)) break;
    }
    figures = {
      prefill: (1000 * prompt.length) / (first - started),
      decode: (1000 * (count - 1)) / (performance.now() - first),
    };
  }
  console.log(JSON.stringify({ ...figures, rss: process.memoryUsage().rss }));
  process.exit(0);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
