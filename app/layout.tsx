import "./globals.css";
import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";
import { Frame } from "@/lib/client/shell/frame";
import { AUDIENCE_COOKIE, THEME_COOKIE, themeFrom } from "@/lib/client/shell/preferences";
import { audienceSchema } from "@/lib/contracts/audience";
import { cardTitles } from "@/lib/server/learn/card-titles";
import { currentUser } from "@/lib/server/users/current-user";

export const metadata: Metadata = {
  title: { default: "EVLF Chat", template: "%s · EVLF Chat" },
  description: "Ask about a medical picture. For learning, not for diagnosis.",
  icons: { icon: "/icon.svg" },
  referrer: "no-referrer",
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fafaf9" },
    { media: "(prefers-color-scheme: dark)", color: "#0c0e10" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const jar = await cookies();
  const nonce = (await headers()).get("x-nonce") ?? "";
  const user = await currentUser().catch(() => null);
  const theme = themeFrom(jar.get(THEME_COOKIE)?.value);
  const kept = audienceSchema.safeParse(jar.get(AUDIENCE_COOKIE)?.value);
  return (
    <html
      lang="en"
      className={`${GeistSans.variable} ${GeistMono.variable}`}
      data-theme={theme === "system" ? undefined : theme}
      suppressHydrationWarning
    >
      <body>
        <Frame
          visitor={{ email: user?.email ?? null }}
          audience={user?.audience ?? (kept.success ? kept.data : null)}
          theme={theme}
          nonce={nonce}
          titles={cardTitles()}
        >
          {children}
        </Frame>
      </body>
    </html>
  );
}
