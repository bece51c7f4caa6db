import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { proofSize } from '../support/proof-size.ts';
import { expectBooksAgree } from '../support/books.ts';
import { startQuietConnector } from '../support/checked-connector.ts';
import type { Connector } from '../support/connector.ts';
import { HARNESS_START } from '../support/connector.ts';
import { enrol, publish } from '../support/enrolment.ts';
import { orderLife } from '../support/order-life.ts';
import { firstCommands, generatedCommands } from './model/generated-commands.ts';
import type { Model, Real } from './model/life.ts';
import { expectLimits, expectOrder, MONTHS } from './model/life.ts';
import type { World } from './model/plan.ts';
import { generatedWorld, planDocument } from './model/plan.ts';

/** `ORDER_LIVES=5000 npx vitest run test/scenarios/order-lives.test.ts` for a longer proof; `ORDER_LIVES_SEED` for the same one. */
const LIVES = Number(process.env['ORDER_LIVES'] ?? proofSize(100));
const SEED = Number(process.env['ORDER_LIVES_SEED'] ?? Date.now() % 2 ** 31);

let connector: Connector;
beforeAll(async () => {
  connector = await startQuietConnector();
});
afterAll(() => connector.stop());

let worlds = 0;
const told = new Map<string, number>();

/** A member of its own under a plan of its own, at the same time of day. */
async function begin(world: World): Promise<{ model: Model; real: Real }> {
  const name = `life-${worlds++}`;
  connector.setNow(HARNESS_START);
  if (world.limits.some(({ scope }) => scope === 'pool')) {
    const opened = await connector
      .as('insurer-a')
      .request('PUT', `/v1/pools/${name}`, { budget: 1_000_000, shards: 3 });
    expect(opened.status).toBe(201);
  }
  await publish(connector, name, planDocument(world, name));
  await enrol(connector, name, name, { familyId: name });
  const life = orderLife(connector);
  return {
    model: { world, orders: [], now: connector.now() },
    real: { connector, life, memberId: name, granted: [], told },
  };
}

const laterCommands = fc.commands(generatedCommands, { maxCommands: 16, size: 'max' });

it(`orders live as a simple model says, in ${LIVES} random lives (seed ${SEED})`, { timeout: 3_600_000 }, async () => {
  let steps = 0;
  await fc.assert(
    fc.asyncProperty(generatedWorld, firstCommands, laterCommands, async (world, first, later) => {
      const { model, real } = await begin(world);
      for (const command of first) await command.run(model, real);
      await fc.asyncModelRun(() => ({ model, real }), later);
      steps += first.length + [...later].length;
      for (const order of model.orders) await expectOrder(model, real, order);
      for (const month of MONTHS) await expectLimits(model, real, month);
    }),
    { numRuns: LIVES, seed: SEED },
  );
  // by a clock that no hold outlives: lives end at different times, and each has compared what was held at its own
  connector.setNow('2026-12-31T00:00:00+08:00');
  const facts = await expectBooksAgree(connector);
  const answers = [...told].toSorted(([one], [other]) => (one < other ? -1 : 1));
  console.log(`${steps} steps, ${facts} facts:`, answers.map(([what, times]) => `${what} x ${times}`).join(', '));
  expect(connector.failures).toEqual([]);
});
