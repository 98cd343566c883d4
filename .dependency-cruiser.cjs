/**
 * Who may import whom. TypeScript 7 is outside what dependency-cruiser reads, so the swc parser
 * is named here; tests/boundaries.test.ts plants violations and requires this file to catch them.
 */
const TESTS = String.raw`\.test\.tsx?$`;
const npm = (names) => `(^|/)node_modules/(@types/)?(${names.join("|")})/`;

/** A room and the only project folders that it may import, itself included. */
function room(name, from, allowed, comment) {
  return {
    name,
    comment,
    severity: "error",
    from: { path: from, pathNot: TESTS },
    to: { path: "^(app|lib|scripts|tests|prisma|proxy\\.ts)", pathNot: allowed },
  };
}

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "no-circle",
      comment: "No circle anywhere, type-only imports included.",
      severity: "error",
      from: { pathNot: "^lib/generated/" },
      to: { circular: true },
    },
    {
      name: "no-unresolved",
      comment: "An import that leads nowhere hides a crossing.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true, pathNot: "(^@/|^|/)lib/generated/" },
    },
    room(
      "app-room",
      "^(app/|proxy\\.ts$)",
      "^(app|lib/(server|client|contracts|geometry))/",
      "app imports lib/server, lib/client and lib/contracts.",
    ),
    room(
      "client-room",
      "^lib/client/",
      "^lib/(client|contracts|geometry)/",
      "lib/client never imports lib/server or lib/vlm.",
    ),
    room(
      "server-room",
      "^lib/server/",
      "^lib/(server|contracts|geometry|knowledge|generated|vlm)/",
      "lib/server never imports screens, commands or tests.",
    ),
    {
      name: "server-to-model-door",
      comment:
        "lib/server enters lib/vlm by provider.ts, registry.ts, measured.ts, modality.ts, errors.ts, image/ or tools/.",
      severity: "error",
      from: { path: "^lib/server/", pathNot: TESTS },
      to: {
        path: "^lib/vlm/",
        pathNot: "^lib/vlm/((provider|registry|measured|modality|errors)\\.ts$|image/|tools/)",
      },
    },
    room(
      "vlm-room",
      "^lib/vlm/",
      "^lib/(vlm|geometry|contracts|knowledge)/",
      "lib/vlm imports only itself, geometry, contracts and knowledge.",
    ),
    room(
      "knowledge-room",
      "^lib/knowledge/",
      "^lib/(knowledge|geometry|contracts)/",
      "lib/knowledge stands alone, so that server, worker and commands can read it.",
    ),
    room("contracts-room", "^lib/contracts/", "^lib/(contracts|geometry)/", "Both sides share it."),
    room("geometry-room", "^lib/geometry/", "^lib/geometry/", "lib/geometry is pure."),
    room(
      "scripts-room",
      "^scripts/",
      "^(scripts|prisma)/|^lib/(server|vlm|geometry|contracts|knowledge|generated)/",
      "Commands use every room but the screens.",
    ),
    {
      name: "geometry-is-pure",
      comment: "No package and no Node module in lib/geometry.",
      severity: "error",
      from: { path: "^lib/geometry/", pathNot: TESTS },
      to: { pathNot: "^lib/geometry/" },
    },
    {
      name: "model-without-web",
      comment: "No Next, no React, no Prisma in the model or in the cards.",
      severity: "error",
      from: { path: "^lib/(vlm|knowledge|geometry)/", pathNot: TESTS },
      to: {
        path: npm([
          "next",
          "next-auth",
          "react",
          "react-dom",
          "@prisma/[^/]+",
          "prisma",
          "pg",
          "pg-boss",
        ]),
      },
    },
    {
      name: "browser-without-node",
      comment: "What the browser loads uses no Node module and no server package.",
      severity: "error",
      from: { path: "^lib/(client|contracts)/", pathNot: TESTS },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "browser-without-server-packages",
      comment: "What the browser loads uses no server package.",
      severity: "error",
      from: { path: "^lib/(client|contracts)/", pathNot: TESTS },
      to: {
        path: npm(["@prisma/[^/]+", "pg", "pg-boss", "onnxruntime-node", "sharp", "server-only"]),
      },
    },
    {
      name: "no-test-in-product",
      comment: "Product code imports no test and no development package.",
      severity: "error",
      from: { path: "^(app|lib|scripts)/", pathNot: `${TESTS}|^scripts/test` },
      to: { path: [TESTS, "^tests/"] },
    },
    {
      name: "no-dev-package-in-product",
      comment: "Product code imports no development package (types excepted).",
      severity: "error",
      from: { path: "^(app|lib|scripts)/", pathNot: `${TESTS}|^scripts/test` },
      to: {
        dependencyTypes: ["npm-dev"],
        dependencyTypesNot: ["type-only"],
        pathNot: "(^|/)node_modules/@types/",
      },
    },
    {
      name: "declared-packages-only",
      comment: "A package that package.json does not name may vanish with the next install.",
      severity: "error",
      from: {},
      to: { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
    },
  ],
  required: [
    {
      name: "routes-through-guard",
      comment: "Every route handler goes through lib/server/guard.ts.",
      severity: "error",
      module: { path: "^app/.*route\\.tsx?$" },
      to: { path: "^lib/server/guard\\.ts$" },
    },
  ],
  options: {
    parser: "swc",
    doNotFollow: { path: ["node_modules", "^lib/generated/"] },
    exclude: { path: "^(\\.next|runs)/" },
    moduleSystems: ["es6", "cjs"],
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      mainFields: ["module", "main", "types", "typings"],
      extensions: [".ts", ".tsx", ".mjs", ".cjs", ".js", ".json", ".css", ".d.ts"],
    },
    webpackConfig: { fileName: "./tests/resolve.cjs" },
    skipAnalysisNotInRules: true,
  },
};
