import type { Chance } from '../../bench/workload/decisions/chance.ts';

const MOST_OF_A_NAME = 64;
const MOST_OF_AN_OPERATION = 48;
const RECENT = 8;

/** Names under which the same thing goes elsewhere. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['settlementId', 'claimId'],
  ['captureId', 'claimId'],
  ['reversalId', 'claimId'],
  ['factId', 'claimId'],
  ['line', 'lineNo'],
  ['next', 'cursor'],
]);

export interface Remembered {
  readonly partnerId: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** What has been sent and answered so far, so that requests name what there is. */
export interface Memory {
  /** every value of a document under the name of its field */
  learn(document: unknown): void;
  /** a value that the name has had; undefined: none yet */
  recall(name: string, chance: Chance): unknown;
  /** keeps a request that succeeded, or where few of its operation were answered so before */
  keep(operationId: string, outcome: string, request: Remembered): void;
  /** a request of the operation that was kept, mostly one that succeeded */
  earlier(operationId: string, chance: Chance): Remembered | undefined;
}

export function createMemory(): Memory {
  const values = new Map<string, unknown[]>();
  const requests = new Map<string, Remembered[]>();
  const timesAnswered = new Map<string, number>();

  function note(name: string, value: unknown): void {
    const known = values.get(name) ?? [];
    if (known.includes(value)) return;
    // the oldest is what the story began with, and stays
    if (known.length >= MOST_OF_A_NAME) known.splice(MOST_OF_A_NAME / 2, 1);
    known.push(value);
    values.set(name, known);
  }

  function learn(document: unknown, name = ''): void {
    if (Array.isArray(document)) for (const one of document) learn(one, name);
    else if (typeof document === 'object' && document !== null) {
      for (const [field, value] of Object.entries(document)) learn(value, field);
    } else if (document !== null && document !== undefined) {
      note(name, document);
      note(ALIASES.get(name) ?? name, document);
    }
  }

  return {
    learn,
    recall: (name, chance) => {
      const known = values.get(name);
      if (known === undefined) return undefined;
      // what has just happened is what still goes on
      return chance.pick(chance.happens(500) ? known.slice(-RECENT) : known);
    },
    keep: (operationId, outcome, request) => {
      const name = `${operationId} ${outcome}`;
      const before = timesAnswered.get(name) ?? 0;
      timesAnswered.set(name, before + 1);
      // success is rare and stays of use; of refusals the first few ways lie beside the next new one
      const succeeded = outcome.startsWith('2');
      if (before > 2 && !succeeded) return;
      const list = `${operationId} ${succeeded ? 'taken' : 'refused'}`;
      const kept = requests.get(list) ?? [];
      if (kept.length >= MOST_OF_AN_OPERATION) kept.shift();
      requests.set(list, [...kept, request]);
    },
    earlier: (operationId, chance) => {
      const [taken = [], refused = []] = ['taken', 'refused'].map((list) => requests.get(`${operationId} ${list}`));
      const kept = taken.length > 0 && chance.happens(750) ? taken : refused;
      return kept.length === 0 ? undefined : chance.pick(kept);
    },
  };
}
