-- AlterTable
ALTER TABLE "image" ADD COLUMN     "crop_left" INTEGER,
ADD COLUMN     "crop_top" INTEGER,
ADD COLUMN     "full_height" INTEGER,
ADD COLUMN     "full_width" INTEGER,
ADD COLUMN     "untrimmed_id" UUID;

-- CreateIndex
CREATE INDEX "image_untrimmed_id_idx" ON "image"("untrimmed_id");

-- AddForeignKey
ALTER TABLE "image" ADD CONSTRAINT "image_untrimmed_id_fkey" FOREIGN KEY ("untrimmed_id") REFERENCES "image"("id") ON DELETE SET NULL ON UPDATE CASCADE;
