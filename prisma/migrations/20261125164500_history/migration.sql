-- DropIndex
DROP INDEX "chat_user_id_updated_at_idx";

-- AlterTable
ALTER TABLE "chat" ADD COLUMN     "archived_at" TIMESTAMPTZ(3),
ADD COLUMN     "deleted_at" TIMESTAMPTZ(3),
ADD COLUMN     "pinned_at" TIMESTAMPTZ(3),
ADD COLUMN     "title_edited" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "chat_search" (
    "chat_id" UUID NOT NULL,
    "findings" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "document" tsvector NOT NULL,

    CONSTRAINT "chat_search_pkey" PRIMARY KEY ("chat_id")
);

-- CreateIndex
CREATE INDEX "chat_search_document_idx" ON "chat_search" USING GIN ("document");

-- CreateIndex
CREATE INDEX "chat_user_id_updated_at_id_idx" ON "chat"("user_id", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "chat_user_id_pinned_at_idx" ON "chat"("user_id", "pinned_at");

-- CreateIndex
CREATE INDEX "chat_deleted_at_idx" ON "chat"("deleted_at");

-- AddForeignKey
ALTER TABLE "chat_search" ADD CONSTRAINT "chat_search_chat_id_fkey" FOREIGN KEY ("chat_id") REFERENCES "chat"("id") ON DELETE CASCADE ON UPDATE CASCADE;
