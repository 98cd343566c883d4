import "server-only";
import { Counter, collectDefaultMetrics, Histogram, Registry } from "prom-client";

function make() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    requests: new Counter({
      name: "evlf_requests_total",
      help: "Requests answered, by what limits them, method and status",
      labelNames: ["kind", "method", "status"],
      registers,
    }),
    requestSeconds: new Histogram({
      name: "evlf_request_seconds",
      help: "Time until a request's answer began, in seconds",
      labelNames: ["kind"],
      buckets: [0.01, 0.03, 0.1, 0.3, 1, 3, 10],
      registers,
    }),
    errors: new Counter({
      name: "evlf_errors_total",
      help: "Requests and answers that failed by our own fault, by code",
      labelNames: ["code"],
      registers,
    }),
    turns: new Counter({
      name: "evlf_turns_total",
      help: "Sittings of answers by how they ended here: done, stopped, failed, interrupted, handed-back",
      labelNames: ["state"],
      registers,
    }),
    queueSeconds: new Histogram({
      name: "evlf_queue_seconds",
      help: "Time from a question to a worker that takes it, in seconds",
      buckets: [0.1, 0.3, 1, 3, 10, 30, 100, 300],
      registers,
    }),
    firstTokenSeconds: new Histogram({
      name: "evlf_first_token_seconds",
      help: "Time from a question to the first words of its answer, in seconds",
      buckets: [0.1, 0.3, 1, 2, 3, 5, 10, 30, 100, 300],
      registers,
    }),
    tokens: new Counter({
      name: "evlf_tokens_total",
      help: "Tokens that the model wrote",
      registers,
    }),
    tokensPerSecond: new Histogram({
      name: "evlf_tokens_per_second",
      help: "Tokens a second of one answer, from its first words to its end",
      buckets: [1, 3, 10, 20, 40, 60, 80, 120],
      registers,
    }),
  };
}

// On the global, so that each bundle of the server counts into the same ones.
const shared = globalThis as typeof globalThis & { evlfMetrics?: ReturnType<typeof make> };

/** What this process counts since it started. */
export function metrics(): ReturnType<typeof make> {
  shared.evlfMetrics ??= make();
  return shared.evlfMetrics;
}
