import { defineConfig } from "prisma/config";

/** Only for `prisma generate` and `prisma validate`; migrations run through lib/server/db (scripts/db.ts). */
export default defineConfig({ schema: "prisma/schema" });
