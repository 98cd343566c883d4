-- The name of a file may be a person's: pictures are called by their places in the chat.
ALTER TABLE "image" ALTER COLUMN "name" SET DEFAULT '';
UPDATE "image" SET "name" = '';

WITH shown AS (
  SELECT m."id", m."chat_id", m."created_at", p.at, p.part->'data'->>'imageId' AS image_id
  FROM "message" m, jsonb_array_elements(m."parts") WITH ORDINALITY AS p(part, at)
  WHERE p.part->>'type' = 'data-image'
), first AS (
  SELECT DISTINCT ON ("chat_id", image_id) "chat_id", image_id, "created_at", "id", at
  FROM shown ORDER BY "chat_id", image_id, "created_at", "id", at
), numbered AS (
  SELECT "chat_id", image_id,
    row_number() OVER (PARTITION BY "chat_id" ORDER BY "created_at", "id", at) AS n
  FROM first
)
UPDATE "message" m SET "parts" = (
  SELECT jsonb_agg(
    CASE WHEN p.part->>'type' = 'data-image'
      THEN jsonb_set(p.part, '{data,name}', to_jsonb('Picture ' || coalesce(f.n, 1)))
      ELSE p.part END
    ORDER BY p.at)
  FROM jsonb_array_elements(m."parts") WITH ORDINALITY AS p(part, at)
  LEFT JOIN numbered f ON f."chat_id" = m."chat_id" AND f.image_id = p.part->'data'->>'imageId'
)
WHERE m."id" IN (SELECT "id" FROM shown);
