const headers = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "no-referrer" },
  {
    key: "Permissions-Policy",
    value: "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
  },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
];

// What is no page (data, pictures) may load and run nothing; pages get theirs in proxy.ts.
const inert = [
  {
    key: "Content-Security-Policy",
    value:
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox",
  },
];

// A shared chat is for whoever was given its link, and for no search engine.
const unlisted = [{ key: "X-Robots-Tag", value: "noindex, nofollow, noarchive" }];

// Only behind TLS: said over plain HTTP it would lock people out of a server without it.
const overTls = [{ key: "Strict-Transport-Security", value: "max-age=31536000" }];
const tls = [{ type: "header", key: "x-forwarded-proto", value: "https" }];

/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // No door to pictures but the routes that check the owner.
  images: { unoptimized: true },
  serverExternalPackages: [
    "@node-rs/argon2",
    "@prisma/adapter-pg",
    "@prisma/client",
    "dcmjs-imaging",
    "onnxruntime-node",
    "pdfkit",
    "pg",
    "pg-boss",
    "pino",
    "prom-client",
    "sharp",
  ],
  // `npm run types` checks them, with stricter settings than the build would.
  typescript: { ignoreBuildErrors: true },
  headers: async () => [
    { source: "/:path*", headers },
    { source: "/:path*", has: tls, headers: overTls },
    { source: "/api/:path*", headers: inert },
    { source: "/share/:path*", headers: unlisted },
    { source: "/api/share/:path*", headers: unlisted },
    { source: "/deletion/:path*", headers: unlisted },
    { source: "/metrics", headers: inert },
    { source: "/icon.svg", headers: inert },
  ],
};

// biome-ignore lint/style/noDefaultExport: the form that Next reads
export default config;
