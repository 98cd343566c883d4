import type { SampleInfo } from "@/lib/contracts/api";
import { guard } from "@/lib/server/guard";
import { LIMITS } from "@/lib/server/limits";
import { listSamples } from "@/lib/server/samples/list-samples";

export const GET = guard({ user: "none", limit: LIMITS.read }, async () => {
  const samples = await listSamples();
  return samples.map(
    ({ name, title, source, licence, question }): SampleInfo => ({
      ...{ name, title, source, licence, question },
      thumbnail: `/api/samples/${name}/thumbnail`,
    }),
  );
});
