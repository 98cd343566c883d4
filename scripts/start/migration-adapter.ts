import { randomUUID } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import {
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from "@prisma/driver-adapter-utils";
import pg from "pg";

/** Catalogue types that the adapter doesn't know: "char", regproc, regclass, regtype. */
const CATALOGUE = new Set([18, 24, 2205, 2206]);
const CHAR = 18;
const TEXT = 25;

type WithFields = { fields?: { name: string; dataTypeID: number }[] };

function asText<T>(result: T): T {
  const fields = (result as WithFields).fields ?? [];
  MigrationClient.lastCharacters = new Set(
    fields.filter((field) => field.dataTypeID === CHAR).map((field) => field.name),
  );
  for (const field of fields) if (CATALOGUE.has(field.dataTypeID)) field.dataTypeID = TEXT;
  return result;
}

/** A client whose results name catalogue types as text; queries are otherwise untouched. */
class MigrationClient extends pg.Client {
  /** Names of the last result's columns that hold one character. */
  static lastCharacters = new Set<string>();

  // pg's query has nine overloads: the pool calls the callback form, a transaction the promise form.
  override query = ((...args: unknown[]): unknown => {
    const wrapped = args.map((arg) =>
      typeof arg === "function"
        ? (error: unknown, result: unknown) => arg(error, result && asText(result))
        : arg,
    );
    const result: unknown = Reflect.apply(pg.Client.prototype.query, this, wrapped);
    return result instanceof Promise ? result.then(asText) : result;
  }) as pg.Client["query"];
}

async function open(connectionString: string, pools: pg.Pool[]): Promise<SqlDriverAdapter> {
  const pool = new pg.Pool({
    connectionString,
    max: 1,
    Client: MigrationClient,
    connectionTimeoutMillis: 10_000,
  } as pg.PoolConfig);
  pools.push(pool);
  // One pg at run time, two versions of its types.
  const adapter = await new PrismaPg(pool as unknown as ConstructorParameters<typeof PrismaPg>[0], {
    disposeExternalPool: true,
  }).connect();
  // The engine reads "char" columns as characters and panics on text; one connection, one query at
  // a time, so the last result is this one.
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (query) => {
    const set = await queryRaw(query);
    const types = set.columnTypes.map((type, at) =>
      MigrationClient.lastCharacters.has(set.columnNames[at] ?? "")
        ? ColumnTypeEnum.Character
        : type,
    );
    return { ...set, columnTypes: types };
  };
  // One simple query a script: PostgreSQL runs it as one implicit transaction, so a migration is
  // applied whole or not at all. The stock adapter splits on ";" and breaks inside function bodies.
  adapter.executeScript = async (script) => {
    await pool.query(script);
  };
  return adapter;
}

export type MigrationAdapter = {
  factory: SqlMigrationAwareDriverAdapterFactory;
  /** Ends every connection. The engine leaves its own open, and with it a lock on migrating. */
  close(): Promise<void>;
};

/** The connections that Prisma's WASM schema engine migrates through. */
export function migrationAdapter(connectionString: string): MigrationAdapter {
  const pools: pg.Pool[] = [];
  const connectToShadowDb = async (): Promise<SqlDriverAdapter> => {
    const admin = await open(connectionString, pools);
    const database = `shadow_${randomUUID()}`;
    await admin.executeScript(`CREATE DATABASE "${database}"`);
    const url = new URL(connectionString);
    url.pathname = `/${database}`;
    const shadow = await open(url.toString(), pools);
    const dispose = shadow.dispose.bind(shadow);
    shadow.dispose = async () => {
      await dispose();
      await admin.executeScript(`DROP DATABASE IF EXISTS "${database}" WITH (FORCE)`);
      await admin.dispose();
    };
    return shadow;
  };
  return {
    factory: {
      provider: "postgres",
      adapterName: "@prisma/adapter-pg",
      connect: () => open(connectionString, pools),
      connectToShadowDb,
    },
    close: async () => {
      await Promise.all(pools.filter((pool) => !pool.ended).map((pool) => pool.end()));
    },
  };
}
