-- CreateEnum
CREATE TYPE "AccountJobKind" AS ENUM ('export', 'deletion');

-- CreateEnum
CREATE TYPE "AccountJobState" AS ENUM ('queued', 'running', 'done', 'failed');

-- CreateTable
CREATE TABLE "share" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "chat_id" UUID NOT NULL,
    "leaf_id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "pictures" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "share_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account_job" (
    "id" UUID NOT NULL,
    "user_id" UUID,
    "kind" "AccountJobKind" NOT NULL,
    "state" "AccountJobState" NOT NULL DEFAULT 'queued',
    "done" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER NOT NULL DEFAULT 0,
    "lease" INTEGER NOT NULL DEFAULT 0,
    "heartbeat_at" TIMESTAMPTZ(3),
    "token_hash" TEXT,
    "bytes" BIGINT,
    "report" JSONB,
    "error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),

    CONSTRAINT "account_job_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "share_token_hash_key" ON "share"("token_hash");

-- CreateIndex
CREATE INDEX "share_chat_id_expires_at_idx" ON "share"("chat_id", "expires_at");

-- CreateIndex
CREATE INDEX "share_user_id_created_at_idx" ON "share"("user_id", "created_at");

-- CreateIndex
CREATE INDEX "share_leaf_id_idx" ON "share"("leaf_id");

-- CreateIndex
CREATE INDEX "share_expires_at_idx" ON "share"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "account_job_token_hash_key" ON "account_job"("token_hash");

-- CreateIndex
CREATE INDEX "account_job_state_created_at_idx" ON "account_job"("state", "created_at");

-- CreateIndex
CREATE INDEX "account_job_user_id_created_at_idx" ON "account_job"("user_id", "created_at");

-- CreateIndex
CREATE INDEX "account_job_expires_at_idx" ON "account_job"("expires_at");

-- AddForeignKey
ALTER TABLE "share" ADD CONSTRAINT "share_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "share" ADD CONSTRAINT "share_chat_id_fkey" FOREIGN KEY ("chat_id") REFERENCES "chat"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "share" ADD CONSTRAINT "share_leaf_id_fkey" FOREIGN KEY ("leaf_id") REFERENCES "message"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account_job" ADD CONSTRAINT "account_job_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE SET NULL ON UPDATE CASCADE;
