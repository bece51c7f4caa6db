import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IDENTIFIER } from '../../lambdas/contracts/identifier-form.ts';
import type { Exception, ExceptionOpening, ExceptionState } from '../../lambdas/domain/exception.ts';
import { exceptionId } from '../../lambdas/storage/exception-item.ts';
import {
  exceptionWrite,
  listExceptions,
  readException,
  resolveException,
} from '../../lambdas/storage/exception-register.ts';
import { transact } from '../../lambdas/storage/transact.ts';
import type { Connector } from '../support/connector.ts';
import { startConnector } from '../support/connector.ts';
import { exceptionOf } from '../support/exceptions.ts';
import { storedItems } from '../support/stored-items.ts';

const admitted = Promise.resolve();
const resolution = { note: 'the drug came back', resolvedBy: 'duty', resolvedAt: 1_795_000_000_000 };

let connector: Connector;
beforeAll(async () => {
  connector = await startConnector();
});
afterAll(() => connector.stop());

/** Beside a write that matters: a fact, say. */
const beside = (name: string): TransactWriteItem => ({
  Put: {
    ...{ TableName: connector.tableName, Item: { pk: { S: `ORDER#${name}` }, sk: { S: 'FACT#0001' } } },
    ConditionExpression: 'attribute_not_exists(pk)',
  },
});
const open = (opening: ExceptionOpening, ...others: readonly TransactWriteItem[]) =>
  transact(admitted, [...others, exceptionWrite(opening)]);

async function pagesOf(state: ExceptionState): Promise<readonly (readonly Exception[])[]> {
  const pages: (readonly Exception[])[] = [];
  for await (const page of listExceptions(state)) pages.push(page);
  return pages;
}
const listed = async (state: ExceptionState) => (await pagesOf(state)).flat();
const idsOf = async (state: ExceptionState) => (await listed(state)).map(({ exceptionId: id }) => id);

describe('an exception', () => {
  it('is opened with what it arises from, and says everything that is known of it', async () => {
    const opening = exceptionOf('HX-ALL', { reference: { of: 'fact', id: 'F-1' } });
    expect(await open(opening, beside('all'))).toEqual({ outcome: 'written' });
    const id = exceptionId(opening);
    expect(id).toMatch(IDENTIFIER);
    expect(await readException(id)).toEqual({ ...opening, exceptionId: id, resolution: undefined });
    expect(await listed('open')).toContainEqual({ ...opening, exceptionId: id, resolution: undefined });
    expect(await readException('EX-unheard')).toBeUndefined();
  });

  it('without a prescription or a reference says so', async () => {
    const opening = exceptionOf('HX-LESS', { kind: 'event-without-order', prescriptionNo: undefined });
    await open(opening);
    expect(await readException(exceptionId(opening))).toEqual({
      ...opening,
      ...{ exceptionId: exceptionId(opening), reference: undefined, resolution: undefined },
    });
  });

  it('is not opened where what it arises from is not written', async () => {
    await open(exceptionOf('HX-FIRST'), beside('taken'));
    expect(await open(exceptionOf('HX-NOT'), beside('taken'))).toMatchObject({ outcome: 'refused', at: 0 });
    expect(await readException(exceptionId(exceptionOf('HX-NOT')))).toBeUndefined();
  });

  it('that is there already stands in the way of no other write, and stays as it was opened first', async () => {
    const [first, later] = [exceptionOf('HX-TWICE'), exceptionOf('HX-TWICE', { openedAt: Date.now() })];
    await open(first, beside('first'));
    const opened = await readException(exceptionId(first));
    expect(await open(later, beside('later'))).toEqual({ outcome: 'written' });
    expect(await readException(exceptionId(later))).toEqual(opened);
    expect(await storedItems(connector)).toContainEqual(expect.objectContaining({ pk: { S: 'ORDER#later' } }));
    expect((await idsOf('open')).filter((id) => id === exceptionId(first))).toHaveLength(1);
  });

  it('is resolved once and for ever: opened again it stays resolved', async () => {
    const opening = exceptionOf('HX-DONE');
    const id = exceptionId(opening);
    await open(opening);
    const resolved = { ...opening, exceptionId: id, reference: undefined, resolution };
    expect(await resolveException(id, resolution)).toEqual(resolved);
    expect(await resolveException(id, { ...resolution, note: 'no, it did not' })).toEqual(resolved);
    await open(opening, beside('after'));
    expect(await readException(id)).toEqual(resolved);
    expect(await idsOf('open')).not.toContain(id);
    expect(await listed('resolved')).toContainEqual(resolved);
  });

  it('that there is not cannot be resolved, and is not made by trying', async () => {
    expect(await resolveException('EX-unheard', resolution)).toBeUndefined();
    expect(await readException('EX-unheard')).toBeUndefined();
  });

  it('is resolved by one of those who try at once', async () => {
    await open(exceptionOf('HX-RACE'));
    const names = ['a', 'b', 'c', 'd', 'e'];
    const ends = await Promise.all(
      names.map((resolvedBy) => resolveException(exceptionId(exceptionOf('HX-RACE')), { ...resolution, resolvedBy })),
    );
    expect(new Set(ends.map((end) => end?.resolution?.resolvedBy)).size).toBe(1);
  });
});

describe('the list of what is open', () => {
  it('has the oldest first, over as many pages as it takes', async () => {
    // a page ends after a megabyte; no reference is this long, but many exceptions are
    const long = { of: 'webhook', id: 'e'.repeat(300_000) } as const;
    const orders = [3, 1, 4, 2, 5].map((hour) =>
      exceptionOf(`HX-PAGE-${hour}`, { openedAt: hour * 3_600_000, reference: long }),
    );
    for (const opening of orders) await open(opening);
    expect((await pagesOf('open')).length).toBeGreaterThan(1);
    expect((await listed('open')).slice(0, 5).map(({ orderNo }) => orderNo)).toEqual([
      ...['HX-PAGE-1', 'HX-PAGE-2', 'HX-PAGE-3', 'HX-PAGE-4', 'HX-PAGE-5'],
    ]);
  });
});
