import type { Trigger } from '../../lambdas/contracts/triggers.ts';
import type * as needs from '../../lib/function-needs.ts';

/** One function of each trigger, in the place of the product's own: how a stack connects them does not depend on what they do. */
export const fixtureTriggers: Readonly<Record<string, Trigger>> = {
  'fixture-items': { on: 'stream', sortKeyPrefix: 'FIXTURE#', batchSize: 50, windowSeconds: 3, atOnce: 4, retries: 1 },
  'fixture-jobs': { on: 'queue', batchSize: 5, visibilitySeconds: 150, receives: 4, lateSeconds: 900 },
  'fixture-steps': { on: 'queue', ordered: true, batchSize: 1, visibilitySeconds: 150, receives: 4, lateSeconds: 900 },
  'fixture-minute': { on: 'schedule', everyMinutes: 1 },
};

const impact = 'Nobody feels anything of a function that only a test knows.';
const table = { PutItem: ['ORDER'] } as const;

const fixtureNeeds: Readonly<Record<string, object>> = {
  'fixture-items': { memoryMb: 256, table, secret: false, impact, sendsTo: ['fixture-jobs', 'fixture-steps'] },
  'fixture-jobs': { memoryMb: 256, table, secret: false, impact },
  'fixture-steps': { memoryMb: 256, table, secret: false, impact },
  'fixture-minute': { memoryMb: 256, table, secret: false, impact },
};

export const fixtureNames = Object.keys(fixtureTriggers);

/** lib/function-needs.ts with the needs of the fixtures: for `vi.mock`. */
export function withFixtureNeeds(actual: typeof needs): Readonly<Record<string, unknown>> {
  // the product's own queues are not there
  const own = Object.entries(actual.functionNeeds).map(([name, needs]) => [name, { ...needs, sendsTo: [] }] as const);
  const functionNeeds = { ...Object.fromEntries(own), ...fixtureNeeds };
  return {
    functionNeeds,
    handlerNames: Object.keys(functionNeeds),
    tableNeedsOf: (handler: needs.HandlerName) =>
      fixtureNames.includes(handler) ? Object.entries(table) : actual.tableNeedsOf(handler),
  };
}
