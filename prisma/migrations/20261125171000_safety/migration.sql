-- AlterTable
ALTER TABLE "audit" ADD COLUMN "address" TEXT;

-- AlterTable
ALTER TABLE "session" ADD COLUMN "address" TEXT,
ADD COLUMN "agent" TEXT;

-- CreateTable
CREATE TABLE "rate_window" (
    "key" TEXT NOT NULL,
    "ends" TIMESTAMPTZ(3) NOT NULL,
    "taken" INTEGER NOT NULL,

    CONSTRAINT "rate_window_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "rate_window_ends_idx" ON "rate_window"("ends");

-- The audit only grows. One change is let through, and only where it is the foreign key's own:
-- a row forgets whose it was when that person's row is gone.
CREATE FUNCTION "audit_only_grows"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF OLD."user_id" IS NOT NULL AND NEW."user_id" IS NULL
            AND (to_jsonb(NEW) - 'user_id') = (to_jsonb(OLD) - 'user_id')
            AND NOT EXISTS (SELECT 1 FROM "user" WHERE "id" = OLD."user_id")
        THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'the audit only grows: % is refused', TG_OP;
END
$$;

CREATE TRIGGER "audit_only_grows" BEFORE UPDATE OR DELETE ON "audit"
    FOR EACH ROW EXECUTE FUNCTION "audit_only_grows"();

CREATE TRIGGER "audit_is_not_emptied" BEFORE TRUNCATE ON "audit"
    FOR EACH STATEMENT EXECUTE FUNCTION "audit_only_grows"();
