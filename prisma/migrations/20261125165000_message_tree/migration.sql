-- DropIndex
DROP INDEX "turn_answer_id_key";

-- AlterTable
ALTER TABLE "message" ADD COLUMN     "read_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "turn" ADD COLUMN     "written" INTEGER[] DEFAULT ARRAY[]::INTEGER[];

-- CreateIndex
CREATE INDEX "turn_answer_id_idx" ON "turn"("answer_id");
