-- CreateTable
CREATE TABLE "loose_file" (
    "id" UUID NOT NULL,
    "sha256" TEXT NOT NULL,
    "due" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "loose_file_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "loose_file_due_idx" ON "loose_file"("due");

-- Whatever removes a picture's row, a person's removal too, leaves word that its file may go.
CREATE FUNCTION leave_loose_file() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "loose_file" ("id", "sha256", "due") VALUES (gen_random_uuid(), OLD."sha256", now());
  RETURN NULL;
END $$;

CREATE TRIGGER "image_leaves_its_file" AFTER DELETE ON "image"
  FOR EACH ROW EXECUTE FUNCTION leave_loose_file();
