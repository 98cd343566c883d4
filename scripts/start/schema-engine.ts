import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import { migrationAdapter } from "./migration-adapter";

const FILTERS = { externalTables: [], externalEnums: [] };

type Bindings = { __wbg_set_wasm(exports: WebAssembly.Exports): void };
type Started = { __wbindgen_start(): void };

// The bindings cache views of one instance's memory: a process loads the engine once.
let loaded: Promise<void> | null = null;

async function loadEngine(): Promise<void> {
  // The engine reports a panic through this global; without it a panic would go unnamed.
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: {
      set_message(message: string) {
        process.stderr.write(`schema engine: ${message}\n`);
      },
    },
  });
  const file = createRequire(import.meta.url)
    .resolve("@prisma/schema-engine-wasm/schema_engine_bg")
    .replace(/\.js$/, ".wasm");
  const { instance } = await WebAssembly.instantiate(readFileSync(file), {
    "./schema_engine_bg.js": bindings as unknown as WebAssembly.ModuleImports,
  });
  (bindings as unknown as Bindings).__wbg_set_wasm(instance.exports);
  (instance.exports as unknown as Started).__wbindgen_start();
}

function schemaFiles(root: string): { path: string; content: string }[] {
  const folder = path.join(root, "prisma/schema");
  return readdirSync(folder)
    .filter((name) => name.endsWith(".prisma"))
    .sort()
    .map((name) => ({
      path: path.join(folder, name),
      content: readFileSync(path.join(folder, name), "utf8"),
    }));
}

function migrationsList(root: string, most: (name: string) => boolean = () => true) {
  const baseDir = path.join(root, "prisma/migrations");
  const lock = path.join(baseDir, "migration_lock.toml");
  const names = existsSync(baseDir)
    ? readdirSync(baseDir, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => entry.name)
        .filter(most)
        .sort()
    : [];
  return {
    baseDir,
    lockfile: {
      path: "migration_lock.toml",
      content: existsSync(lock) ? readFileSync(lock, "utf8") : null,
    },
    shadowDbInitScript: "",
    migrationDirectories: names.map((name) => ({
      path: name,
      migrationFile: {
        path: "migration.sql",
        content: {
          tag: "ok" as const,
          value: readFileSync(path.join(baseDir, name, "migration.sql"), "utf8"),
        },
      },
    })),
  };
}

async function withEngine<T>(
  root: string,
  url: string,
  work: (engine: bindings.SchemaEngine) => Promise<T>,
): Promise<T> {
  loaded ??= loadEngine();
  await loaded;
  const adapter = migrationAdapter(url);
  const factory = bindMigrationAwareSqlAdapterFactory(adapter.factory);
  const datamodels = schemaFiles(root).map((file): [string, string] => [file.path, file.content]);
  const engine = await bindings.SchemaEngine.new({ datamodels }, () => {}, factory);
  try {
    return await work(engine);
  } finally {
    engine.free();
    await adapter.close();
  }
}

/**
 * Applies the migrations in prisma/migrations that the database at `url` lacks, through Prisma's
 * own schema engine (its WebAssembly build: no binary to fetch). `_prisma_migrations` stays
 * readable for the ordinary CLI.
 *
 * @param upTo the last migration to apply: what comes after it is left for later.
 * @returns the names of what was applied, oldest first.
 */
export async function migrate(root: string, url: string, upTo?: string): Promise<string[]> {
  return await withEngine(root, url, async (engine) => {
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: migrationsList(root, (name) => upTo === undefined || name <= upTo),
      filters: FILTERS,
    });
    return appliedMigrationNames;
  });
}

/** Names of all migrations, oldest first. */
export const migrationNames = (root: string): string[] =>
  migrationsList(root).migrationDirectories.map(({ path: name }) => name);

/**
 * For developers: writes the step from the last migration to prisma/schema as a new migration.
 *
 * @returns its folder's name, or null where nothing changed.
 */
export async function createMigration(
  root: string,
  url: string,
  name: string,
  now = new Date(),
): Promise<string | null> {
  if (!/^[a-z0-9_]{1,60}$/.test(name))
    throw new Error("a migration's name has small letters, digits and _ only");
  const script = await schemaDrift(root, url);
  if (script.trim() === "") return null;
  const stamp = now.toISOString().replace(/\D/g, "").slice(0, 14);
  const { baseDir } = migrationsList(root);
  const made = `${stamp}_${name}`;
  mkdirSync(path.join(baseDir, made), { recursive: true });
  writeFileSync(path.join(baseDir, made, "migration.sql"), script);
  return made;
}

/** The SQL that leads from the migrations to prisma/schema; empty when they agree. */
export async function schemaDrift(root: string, url: string): Promise<string> {
  return await withEngine(root, url, async (engine) => {
    const answer = await engine.diff({
      from: { tag: "migrations", ...migrationsList(root) },
      to: { tag: "schemaDatamodel", files: schemaFiles(root) },
      script: true,
      exitCode: true,
      filters: FILTERS,
    });
    return answer.exitCode === 0 ? "" : (answer.stdout ?? "differs");
  });
}
