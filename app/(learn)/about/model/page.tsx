import type { Metadata } from "next";
import { MissingModel } from "@/lib/client/learn/model/missing-model";
import { ModelScreen } from "@/lib/client/learn/model/model-screen";
import { readModelFacts } from "@/lib/server/learn/read-model-facts";

type Props = { searchParams: Promise<{ modality?: string | string[] }> };

export const metadata: Metadata = { title: "How well it does" };

export default async function ModelPage({ searchParams }: Props) {
  const { modality } = await searchParams;
  const facts = readModelFacts(typeof modality === "string" ? modality : null);
  return facts === null ? <MissingModel /> : <ModelScreen facts={facts} />;
}
