import { setTimeout as sleep } from 'node:timers/promises';

/** What a queue or a stream still has to give, by its name. */
export type Backlog = Readonly<Record<string, number>>;

export interface ProductControls {
  /** epoch milliseconds */
  now(): Promise<number>;
  backlog(): Promise<Backlog>;
  /** resolves when nothing is left that could be worked on now; after so long, whatever is left */
  drain(patienceMs: number): Promise<boolean>;
  closeDay(businessDate: string): Promise<void>;
  isLedgerBalanced(): Promise<boolean>;
}

const PAUSE_MS = 100;

/** The controls of local mode (docs/local-mode.md). */
export function productControls(base: URL): ProductControls {
  const ask = async (method: string, path: string, content?: object): Promise<Response> =>
    fetch(new URL(path, base), { method, ...(content !== undefined && { body: JSON.stringify(content) }) });
  const answer = async <Answer>(method: string, path: string, content?: object): Promise<Answer> => {
    const response = await ask(method, path, content);
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as Answer;
  };
  return {
    now: async () => Date.parse((await answer<{ now: string }>('GET', '/_local/clock')).now),
    backlog: () => answer('GET', '/_local/backlog'),
    drain: async (patienceMs) => {
      // the control itself gives up after a minute
      for (const deadline = Date.now() + patienceMs; Date.now() < deadline; await sleep(PAUSE_MS)) {
        if ((await ask('POST', '/_local/drain', {})).ok) return true;
      }
      return false;
    },
    closeDay: async (businessDate) => void (await answer('POST', '/_local/close-day', { businessDate })),
    isLedgerBalanced: async () => (await answer<{ balanced: boolean }>('GET', '/_local/ledger')).balanced,
  };
}
