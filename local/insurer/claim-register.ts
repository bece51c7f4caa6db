import { DatabaseSync } from 'node:sqlite';

export interface ClaimAnswer {
  readonly status: 'accepted' | 'rejected';
  readonly insurerClaimNo?: string;
  readonly reason?: string;
}

/** One claim that the insurer holds: what was submitted, and what it answered. */
export interface HeldClaim {
  readonly claimId: string;
  /** how often it was submitted: more than once is no fault, more than one claim would be */
  readonly submissions: number;
  readonly claim: unknown;
  readonly answer: ClaimAnswer;
}

export interface ClaimRegister {
  find(claimId: string): HeldClaim | undefined;
  /** holds a new claim, or counts another submission of one that is held: its first answer stands */
  submit(claimId: string, claim: unknown, decide: (sequence: number) => ClaimAnswer): HeldClaim;
  all(): HeldClaim[];
}

interface Row {
  readonly claimId: string;
  readonly submissions: number;
  readonly claim: string;
  readonly answer: string;
}

const COLUMNS = 'claim_id AS claimId, submissions, claim, answer';

/** `file`: `:memory:`, or where claims survive a restart. */
export function openClaimRegister(file: string): ClaimRegister {
  const database = new DatabaseSync(file);
  database.exec(`PRAGMA journal_mode = WAL;
    CREATE TABLE IF NOT EXISTS claims (sequence INTEGER PRIMARY KEY, claim_id TEXT UNIQUE NOT NULL,
      submissions INTEGER NOT NULL, claim TEXT NOT NULL, answer TEXT NOT NULL)`);
  const select = database.prepare(`SELECT ${COLUMNS} FROM claims WHERE claim_id = ?`);
  const selectAll = database.prepare(`SELECT ${COLUMNS} FROM claims ORDER BY sequence`);
  const count = database.prepare('SELECT COUNT(*) AS held FROM claims');
  const insert = database.prepare('INSERT INTO claims (claim_id, submissions, claim, answer) VALUES (?, 1, ?, ?)');
  const again = database.prepare('UPDATE claims SET submissions = submissions + 1 WHERE claim_id = ?');
  const find = (claimId: string) => heldClaim(select.get(claimId) as unknown as Row | undefined);
  return {
    find,
    submit: (claimId, claim, decide) => {
      const held = find(claimId);
      if (held) {
        again.run(claimId);
        return { ...held, submissions: held.submissions + 1 };
      }
      const { held: before } = count.get() as { held: number };
      const answer = decide(before + 1);
      insert.run(claimId, JSON.stringify(claim), JSON.stringify(answer));
      return { claimId, submissions: 1, claim, answer };
    },
    all: () => (selectAll.all() as unknown as Row[]).map((row) => heldClaim(row)).filter((one) => one !== undefined),
  };
}

function heldClaim(row: Row | undefined): HeldClaim | undefined {
  if (!row) return undefined;
  const { claimId, submissions } = row;
  return { claimId, submissions, claim: JSON.parse(row.claim), answer: JSON.parse(row.answer) as ClaimAnswer };
}
