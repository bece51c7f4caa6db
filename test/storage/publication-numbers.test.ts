import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plansOnDate } from '../../lambdas/storage/plan-shelf.ts';
import { readCatalogue } from '../../lambdas/storage/read-catalogue.ts';
import { startCheckedConnector } from '../support/checked-connector.ts';
import type { Connector } from '../support/connector.ts';
import { consultPlan } from '../support/documents.ts';
import { publish } from '../support/enrolment.ts';
import { storedItems } from '../support/stored-items.ts';

let connector: Connector;
beforeAll(async () => {
  connector = await startCheckedConnector();
});
afterAll(() => connector.stop());

const DATE = '2026-06-15';
const READS = new Set(['BatchGetItem', 'GetItem', 'Query']);

/** The version that decides, and how many reads it took to know. */
async function versionAt(planId: string, publications: number) {
  connector.traffic.take();
  const choice = (await plansOnDate([planId], DATE, publications)).get(planId);
  const reads = connector.traffic.take().filter(({ operation }) => READS.has(operation)).length;
  return { version: choice?.plan?.plan.version, next: choice?.nextVersionFrom, reads };
}

async function copies() {
  const items = await storedItems(connector);
  return items.filter(({ sk }) => sk?.S === 'CATALOGUE').map(({ n }) => Number(n?.N));
}

describe('a publication', () => {
  it('has a number of its own, however many come at once, and every copy of the counter tells the last one', async () => {
    const planIds = Array.from({ length: 12 }, (_, index) => `crowd-${index}`);
    await Promise.all(planIds.map((planId) => publish(connector, planId)));
    const items = await storedItems(connector);
    const heads = items.filter(({ sk }) => sk?.S === 'PLAN');
    const numbers = heads.flatMap(({ versions }) =>
      (JSON.parse(versions?.S ?? '[]') as unknown[][]).map((version) => Number(version.at(-1))),
    );
    expect(numbers.toSorted((a, b) => a - b)).toEqual(planIds.map((_, index) => index + 1));
    expect(await copies()).toEqual([12, 12, 12, 12]);
  });

  it('takes no number where it is refused, and none where it is repeated', async () => {
    const before = await readCatalogue();
    const other = consultPlan('crowd-0', { waitingDays: 9 });
    const put = (plan: unknown) => connector.as('insurer-a').request('PUT', '/v1/plans/crowd-0/versions/1', plan);
    expect([(await put(consultPlan('crowd-0'))).status, (await put(other)).status]).toEqual([200, 409]);
    expect(await readCatalogue()).toBe(before);
  });
});

describe('the plan on the shelf', () => {
  it('is the one published up to the number asked for, an older number also when a newer one is known', async () => {
    const before = await readCatalogue();
    await publish(connector, 'shelved', { version: 2 });
    await publish(connector, 'shelved', { version: 7 });
    await publish(connector, 'shelved', { version: 9, effectiveFrom: '2026-07-01' });
    // reads the list, then the document
    expect(await versionAt('shelved', before + 3)).toEqual({ version: 7, next: '2026-07-01', reads: 2 });
    expect(await versionAt('shelved', before + 2)).toEqual({ version: 7, next: undefined, reads: 0 });
    expect(await versionAt('shelved', before + 1)).toEqual({ version: 2, next: undefined, reads: 1 });
    expect(await versionAt('shelved', before)).toEqual({ version: undefined, next: undefined, reads: 0 });
    expect(await versionAt('shelved', before + 3)).toMatchObject({ version: 7, reads: 0 });
  });

  it('is not the version that was published between the order’s read and its decision', async () => {
    await publish(connector, 'between');
    const arrived = await readCatalogue();
    await publish(connector, 'between', { version: 2 });
    // the list is read now, with both of them on it
    expect(await versionAt('between', arrived)).toMatchObject({ version: 1, reads: 2 });
    expect(await versionAt('between', arrived + 1)).toMatchObject({ version: 2, reads: 2 });
  });

  it('leaves no failure behind', () => expect(connector.failures).toEqual([]));
});
