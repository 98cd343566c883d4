import { StartScreen } from "@/lib/client/start/start-screen";

export default function StartPage() {
  return <StartScreen />;
}
