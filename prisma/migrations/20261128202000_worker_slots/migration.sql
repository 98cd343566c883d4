-- AlterTable
ALTER TABLE "worker" ADD COLUMN     "slots" INTEGER NOT NULL DEFAULT 1;
