-- AlterTable
ALTER TABLE "turn" ADD COLUMN "handed_back" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "worker" ADD COLUMN "metrics" JSONB;
