import type { QueryConfig } from 'pg';

/** Prepared once for each connection, under its name. */
const prepared =
  (name: string, text: string) =>
  (...values: readonly unknown[]): QueryConfig => ({ name, text, values: [...values] });

export const begin = prepared('begin', 'BEGIN');
export const commit = prepared('commit', 'COMMIT');
export const rollback = prepared('rollback', 'ROLLBACK');

export const claimNonce = prepared(
  'claim-nonce',
  `INSERT INTO nonces (key_id, nonce, expires_at) VALUES ($1, $2, to_timestamp($3::float8 / 1000)) ON CONFLICT DO NOTHING`,
);

/** First of all locks: whoever holds it is alone with the member's accumulators, those that are still to be made included. */
export const lockMember = prepared('lock-member', 'SELECT coverages FROM members WHERE member_id = $1 FOR UPDATE');

/** After the lock, so that it sees what whoever held it before has committed. */
export const findOrder = prepared(
  'find-order',
  'SELECT content_hash, answer FROM orders WHERE provider_id = $1 AND order_no = $2',
);

export const lockAccumulators = prepared(
  'lock-accumulators',
  'SELECT accumulator_id, used FROM accumulators WHERE member_id = $1 ORDER BY accumulator_id FOR UPDATE',
);

/** All that a settlement writes, in one statement. */
export const recordSettlement = prepared(
  'record-settlement',
  `WITH taken AS (
     INSERT INTO accumulators (member_id, accumulator_id, used)
     SELECT $3, id, amount FROM unnest($7::text[], $8::bigint[]) AS draw (id, amount)
     ON CONFLICT (member_id, accumulator_id) DO UPDATE SET used = accumulators.used + excluded.used
   ), ordered AS (
     INSERT INTO orders (provider_id, order_no, member_id, content_hash, answer, posted_at)
     VALUES ($1, $2, $3, $4, $5, to_timestamp($6::float8 / 1000))
   ), stated AS (
     INSERT INTO facts (fact_id, provider_id, order_no, sequence, type, insurer_id, business_date, posted_at, content)
     VALUES ($9, $1, $2, 1, $10, $11, $12, to_timestamp($6::float8 / 1000), $13)
   ), entered AS (
     INSERT INTO ledger_entries (fact_id, side, account, amount)
     SELECT $9, side, account, $14::bigint FROM (VALUES ('debit', $11), ('credit', $1)) AS entry (side, account)
     WHERE $14::bigint > 0
   )
   INSERT INTO outbox (fact_id, topic, payload) SELECT $9, 'claim', $15::jsonb WHERE $14::bigint > 0`,
);
