-- AlterTable
ALTER TABLE "user" ADD COLUMN "disabled_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "worker" ADD COLUMN "backend" TEXT,
ADD COLUMN "tokens_per_second" DOUBLE PRECISION;

-- CreateTable
CREATE TABLE "limit_setting" (
    "name" TEXT NOT NULL,
    "value" INTEGER NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "limit_setting_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE INDEX "audit_at_id_idx" ON "audit"("at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "audit_subject_at_idx" ON "audit"("subject", "at");
