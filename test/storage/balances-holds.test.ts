import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Draw } from '../../lambdas/domain/accumulator.ts';
import type { Move } from '../../lambdas/domain/move.ts';
import { fillId, prescriptionId } from '../../lambdas/domain/prescription.ts';
import type { BalancesItem } from '../../lambdas/storage/balances-item.ts';
import { balancesWrites, parseBalancesItem } from '../../lambdas/storage/balances-item.ts';
import { journalWrites } from '../../lambdas/storage/balances-journal.ts';
import type { Item, ItemKey } from '../../lambdas/storage/keys.ts';
import { balancesKey, keyText, orderIdOf, prescriptionKey } from '../../lambdas/storage/keys.ts';
import { readItems } from '../../lambdas/storage/read-items.ts';
import { transact } from '../../lambdas/storage/transact.ts';
import { accumulatorId } from '../domain/builders.ts';
import type { Connector } from '../support/connector.ts';
import { startConnector } from '../support/connector.ts';

let connector: Connector;
beforeAll(async () => {
  connector = await startConnector();
});
afterAll(() => connector.stop());

const NOW = Date.parse('2026-06-15T10:00:00+08:00');
const UNTIL = NOW + 60_000;
const YEAR = accumulatorId('insurer', 'plan', 'year', 'Y2026-01-01');
const FILL = fillId('A', '2026-06-15', 7);
const admitted = Promise.resolve();
const orderId = (name: string) => orderIdOf('hospital-a', name);

async function stored(key: ItemKey): Promise<Item | undefined> {
  return (await readItems([key])).get(keyText(key));
}

/** The balances of one member's year, and what befalls them. */
function yearOf(memberId: string) {
  const key = balancesKey(memberId, 2026);
  let moves = 0;
  const read = async (now = NOW): Promise<BalancesItem> => parseBalancesItem(key, await stored(key), now);
  const take = async (name: string, draws: readonly Draw[], until?: number, now = NOW) => {
    const writes = balancesWrites([await read(now)], { memberId, orderId: orderId(name), draws, until });
    return (await transact(admitted, writes)).outcome;
  };
  const move = async (name: string, of: Partial<Move>) => {
    const whole: Move = { memberId, hold: undefined, stays: undefined, used: [], captures: false, ...of };
    const source = `${orderId(name)}.${++moves}`;
    return (await transact(admitted, journalWrites(orderId(name), whole, source))).outcome;
  };
  const standing = async (now = NOW) => {
    const { balances, fills } = await read(now);
    return { year: balances.get(YEAR), fills: fills.get('A')?.length ?? 0 };
  };
  return { key, read, take, move, standing };
}

const draws = (amount: number): readonly Draw[] => [
  { accumulatorId: YEAR, amount },
  { accumulatorId: FILL, amount: 1 },
];
const held = (amount: number, left = amount) => ({ draws: draws(amount), held: draws(left), expiresAt: UNTIL });

describe('what an authorization holds', () => {
  it('counts until its instant and not from it on, whether anybody has tidied it away or not', async () => {
    const { take, standing } = yearOf('M-INSTANT');
    expect(await take('HX-1', draws(700), UNTIL)).toBe('written');
    expect(await standing(UNTIL - 1)).toEqual({ year: { used: 0, held: 700 }, fills: 1 });
    expect(await standing(UNTIL)).toEqual({ year: undefined, fills: 0 });
  });

  it('is dropped by the next decision after it has ended, and by none before', async () => {
    const { key, take } = yearOf('M-DROPPED');
    await take('HX-1', draws(700), UNTIL);
    await take('HX-2', draws(1), undefined, UNTIL - 1);
    const holds = async () => Object.keys((await stored(key))?.['h']?.M ?? {});
    expect(await holds()).toEqual([orderId('HX-1')]);
    await take('HX-3', draws(1), undefined, UNTIL);
    expect(await holds()).toEqual([]);
  });

  it('cannot be captured once it was dropped, not even by a request whose clock is behind', async () => {
    const { take, move, standing } = yearOf('M-GONE');
    await take('HX-1', draws(700), UNTIL);
    await take('HX-2', draws(100), undefined, UNTIL);
    expect(await move('HX-1', { hold: held(700), used: draws(700), captures: true })).toBe('refused');
    expect(await standing()).toEqual({ year: { used: 100, held: 0 }, fills: 1 });
  });

  it('is used in parts, its fill with the first, and released with the last', async () => {
    const { take, move, standing } = yearOf('M-PARTS');
    await take('HX-1', draws(700), UNTIL);
    const rest: readonly Draw[] = [{ accumulatorId: YEAR, amount: 500 }];
    await move('HX-1', { hold: held(700), stays: rest, used: draws(200), captures: true });
    expect(await standing()).toEqual({ year: { used: 200, held: 500 }, fills: 1 });
    expect(await standing(UNTIL)).toEqual({ year: { used: 200, held: 0 }, fills: 1 });
    const last = { draws: draws(700), held: rest, expiresAt: UNTIL };
    await move('HX-1', { hold: last, used: [{ accumulatorId: YEAR, amount: 100 }], captures: true });
    expect(await standing()).toEqual({ year: { used: 300, held: 0 }, fills: 1 });
    expect(await move('HX-1', { hold: last, used: rest, captures: true })).toBe('refused');
  });

  it('may be nothing while the authorization is open', async () => {
    const { take, move, standing } = yearOf('M-NOTHING');
    await take('HX-1', draws(700), UNTIL);
    await move('HX-1', { hold: held(700), stays: [], used: draws(700), captures: true });
    expect(await standing()).toEqual({ year: { used: 700, held: 0 }, fills: 1 });
    expect(await move('HX-1', { hold: { ...held(700), held: [] }, captures: true })).toBe('written');
    expect(await move('HX-1', { hold: { ...held(700), held: [] }, captures: true })).toBe('refused');
  });

  it('goes away whole where it is voided', async () => {
    const { take, move, standing } = yearOf('M-VOIDED');
    await take('HX-1', draws(700), UNTIL);
    expect(await move('HX-1', { hold: held(700) })).toBe('written');
    expect(await standing()).toEqual({ year: undefined, fills: 0 });
  });
});

describe('what is moved without having been read', () => {
  const back = draws(-200).map((draw) => (draw.accumulatorId === FILL ? { ...draw, amount: -1 } : draw));

  it('stands in a journal until the next decision folds it into the rest', async () => {
    const { key, take, move, standing } = yearOf('M-JOURNAL');
    await take('HX-1', draws(500));
    await take('HX-2', draws(200));
    await move('HX-2', { used: back });
    const journal = async () => Object.keys((await stored(key))?.['d']?.M ?? {});
    expect(await journal()).toHaveLength(2);
    expect(await standing()).toEqual({ year: { used: 500, held: 0 }, fills: 1 });
    await take('HX-3', draws(1));
    expect(await journal()).toEqual([]);
    expect(await standing()).toEqual({ year: { used: 501, held: 0 }, fills: 2 });
  });

  it('makes a decision that has been read before it decide again', async () => {
    const { read, take, move } = yearOf('M-MOVED');
    await take('HX-1', draws(200));
    const before = await read();
    await move('HX-1', { used: back });
    const taking = { memberId: 'M-MOVED', orderId: orderId('HX-2'), draws: draws(1), until: undefined };
    expect((await transact(admitted, balancesWrites([before], taking))).outcome).toBe('refused');
  });

  it('is the same where it is too much for an entry each', async () => {
    const { take, move, read } = yearOf('M-MANY');
    const many = Array.from({ length: 100 }, (_, index) => ({
      accumulatorId: accumulatorId('insurer', 'plan', `limit-${index}`, 'Y2026-01-01'),
      amount: 10 + index,
    }));
    await take('HX-1', many, UNTIL);
    const hold = { draws: many, held: many, expiresAt: UNTIL };
    expect(await move('HX-1', { hold, used: many, captures: true })).toBe('written');
    expect(await move('HX-1', { used: many.map((draw) => ({ ...draw, amount: -9 })) })).toBe('written');
    const { balances } = await read();
    expect([...balances.values()].map(({ used }) => used).toSorted((a, b) => a - b)).toEqual(many.map((_, i) => 1 + i));
  });
});

describe('what an authorization holds of a prescription', () => {
  const key = prescriptionKey('RX-1');
  const ofPrescription: readonly Draw[] = [{ accumulatorId: prescriptionId('RX-1', 'A'), amount: 10_000 }];
  const hold = { draws: ofPrescription, held: ofPrescription, expiresAt: UNTIL };
  const capture: Move = { memberId: 'M-1', hold, stays: undefined, used: ofPrescription, captures: true };

  async function heldPrescription(more: Item = {}): Promise<void> {
    const item = { ...key, r: { N: '1' } };
    await connector.client.send(new PutItemCommand({ TableName: connector.tableName, Item: item }));
    const items = [{ ...parseBalancesItem(key, item, NOW), contentRevision: 1 }];
    const taking = { memberId: 'M-1', orderId: orderId('HX-1'), draws: ofPrescription, until: UNTIL };
    expect((await transact(admitted, balancesWrites(items, taking))).outcome).toBe('written');
    const withMore = { ...(await stored(key)), ...more };
    await connector.client.send(new PutItemCommand({ TableName: connector.tableName, Item: withMore }));
  }

  it('leaves the order’s mark when it is captured, and not while it is held', async () => {
    await heldPrescription();
    expect((await stored(key))?.['o']).toBeUndefined();
    expect((await transact(admitted, journalWrites(orderId('HX-1'), capture, 'source'))).outcome).toBe('written');
    expect((await stored(key))?.['o']?.SS).toEqual([orderId('HX-1')]);
  });

  it('cannot be captured once it was voided, and the item that says so is told; it can be released', async () => {
    await heldPrescription({ v: { S: 'voided' } });
    const refused = await transact(admitted, journalWrites(orderId('HX-1'), capture, 'source'));
    expect(refused).toMatchObject({ outcome: 'refused', item: { v: { S: 'voided' } } });
    const release = { ...capture, used: [], captures: false };
    expect((await transact(admitted, journalWrites(orderId('HX-1'), release, 'source'))).outcome).toBe('written');
  });
});
