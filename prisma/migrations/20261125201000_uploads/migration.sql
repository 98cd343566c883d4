-- AlterTable
ALTER TABLE "image" ADD COLUMN "upload_id" UUID;

-- CreateIndex
CREATE UNIQUE INDEX "image_user_id_upload_id_key" ON "image"("user_id", "upload_id");
