-- A settlement service as it is usually built on a relational database.

CREATE TABLE members (
  member_id text PRIMARY KEY,
  coverages jsonb NOT NULL
);

-- what is used of each limit; a member's rows are written by whoever holds the row of the member
CREATE TABLE accumulators (
  member_id text NOT NULL REFERENCES members,
  accumulator_id text NOT NULL,
  used bigint NOT NULL CHECK (used >= 0),
  PRIMARY KEY (member_id, accumulator_id)
);

-- the number is the idempotency key; the answer is kept with it
CREATE TABLE orders (
  provider_id text NOT NULL,
  order_no text NOT NULL,
  member_id text,
  content_hash bytea NOT NULL,
  answer text NOT NULL,
  posted_at timestamptz NOT NULL,
  PRIMARY KEY (provider_id, order_no)
);
CREATE INDEX orders_by_member ON orders (member_id, posted_at);

CREATE TABLE facts (
  fact_id text PRIMARY KEY,
  provider_id text NOT NULL,
  order_no text NOT NULL,
  sequence int NOT NULL,
  type text NOT NULL,
  insurer_id text,
  business_date date NOT NULL,
  posted_at timestamptz NOT NULL,
  content jsonb NOT NULL,
  UNIQUE (provider_id, order_no, sequence),
  FOREIGN KEY (provider_id, order_no) REFERENCES orders
);
CREATE INDEX facts_by_day ON facts (insurer_id, business_date, posted_at);

-- double entry: the rows of a fact add up to the same on both sides
CREATE TABLE ledger_entries (
  fact_id text NOT NULL REFERENCES facts,
  side text NOT NULL CHECK (side IN ('debit', 'credit')),
  account text NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  PRIMARY KEY (fact_id, side, account)
);

CREATE TABLE outbox (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  fact_id text NOT NULL UNIQUE REFERENCES facts,
  topic text NOT NULL,
  payload jsonb NOT NULL
);

CREATE TABLE nonces (
  key_id text NOT NULL,
  nonce text NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (key_id, nonce)
);
