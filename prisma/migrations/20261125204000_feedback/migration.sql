-- CreateEnum
CREATE TYPE "Vote" AS ENUM ('up', 'down');

-- AlterTable
ALTER TABLE "turn" ADD COLUMN "figures" JSONB,
ADD COLUMN "model_name" TEXT,
ADD COLUMN "model_version" TEXT;

-- CreateTable
CREATE TABLE "feedback" (
    "id" UUID NOT NULL,
    "message_id" UUID NOT NULL,
    "turn_id" UUID NOT NULL,
    "vote" "Vote" NOT NULL,
    "reason" TEXT,
    "words" TEXT NOT NULL DEFAULT '',
    "model_name" TEXT,
    "model_version" TEXT,
    "results" TEXT[],
    "timings" JSONB NOT NULL,
    "pixels" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "feedback_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "feedback_message_id_key" ON "feedback"("message_id");

-- CreateIndex
CREATE INDEX "feedback_created_at_id_idx" ON "feedback"("created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "feedback_turn_id_idx" ON "feedback"("turn_id");

-- AddForeignKey
ALTER TABLE "feedback" ADD CONSTRAINT "feedback_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "message"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "feedback" ADD CONSTRAINT "feedback_turn_id_fkey" FOREIGN KEY ("turn_id") REFERENCES "turn"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Whatever changes a chat (a question, the end of an answer, a title, its place in a list, its
-- removal) tells the processes that listen, by whichever code it came: "user chat".
CREATE FUNCTION "tell_chat_changed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM pg_notify('chat_changed', OLD.user_id || ' ' || OLD.id);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        PERFORM pg_notify('chat_changed', NEW.user_id || ' ' || NEW.id);
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER "chat_changed" AFTER INSERT OR UPDATE OR DELETE ON "chat"
    FOR EACH ROW EXECUTE FUNCTION "tell_chat_changed"();
