import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Dispute } from '../../lambdas/domain/dispute.ts';
import { factId } from '../../lambdas/storage/fact-item.ts';
import { openDisputes } from '../../lambdas/storage/dispute-register.ts';
import { readOrder } from '../../lambdas/storage/order-record.ts';
import { disputesCommand } from '../../tools/disputes-command.ts';
import { Refusal } from '../../tools/refusal.ts';
import type { Connector } from '../support/connector.ts';
import { startConnector } from '../support/connector.ts';
import { consultOrder } from '../support/documents.ts';
import { enrol, publish } from '../support/enrolment.ts';
import { orderLife } from '../support/order-life.ts';

const program = fileURLToPath(new URL('../../tools/disputes.ts', import.meta.url));
const DAY = '2026-06-15';

let connector: Connector;
beforeAll(async () => {
  connector = await startConnector();
  await publish(connector, 'full');
  await enrol(connector, 'M-1', 'full');
  const life = orderLife(connector);
  const disputes: Dispute[] = [];
  for (const [line, orderNo] of [
    [1, 'HX-1'],
    [2, 'HX-2'],
  ] as const) {
    expect((await life.settle(consultOrder(orderNo, 'M-1', 5_000))).status).toBe(201);
    const [fact] = (await readOrder('hospital-a', orderNo)).facts;
    if (fact === undefined) throw new Error('nothing was settled');
    const id = factId(fact);
    disputes.push({
      ref: { insurerId: 'insurer-a', businessDate: DAY, line },
      objection: { code: 'PRICE', expectedAmount: 4_000, note: 'above the agreed price' },
      content: { factId: id, claimId: id, providerId: 'hospital-a', orderNo, direction: 'debit', amount: 5_000 },
      openedAt: connector.now() + line,
      resolution: undefined,
    });
  }
  expect(await openDisputes(Promise.resolve(), disputes)).toBe(true);
});
afterAll(() => connector.stop());

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly said: string;
}

function disputes(...words: readonly string[]): Promise<Outcome> {
  const typed = [...words, '--table', connector.tableName];
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...typed], { env: process.env }, (error, out, said) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, said });
    });
  });
}
const linesIn = ({ out }: Outcome) => [...out.matchAll(/insurer-a\.2026-06-15\.(\d)/g)].map(([, line]) => line);

describe('npm run disputes', () => {
  it('lists what is open, the oldest first, without a note, and what is overdue', async () => {
    const [all, others] = await Promise.all([disputes('list'), disputes('list', '--provider', 'hospital-b')]);
    expect(linesIn(all)).toEqual(['1', '2']);
    expect([all.out.includes('above'), all.out.includes('OVERDUE')]).toEqual([
      false,
      Date.now() > connector.now() + 604_800_000,
    ]);
    expect(others).toEqual({ code: 0, out: 'none open\n', said: '' });
  });

  it('accepts one by what was agreed on, once, and the order has an adjustment', async () => {
    const id = `insurer-a.${DAY}.1`;
    const higher = await disputes('accept', id, '--note', 'agreed', '--amount', '5000');
    expect([higher.code, higher.said]).toEqual([1, expect.stringContaining('would not owe less')]);
    const accepted = await disputes('accept', id, '--note', 'agreed', '--amount', '4500', '--by', 'operator');
    expect([accepted.code, accepted.said]).toEqual([0, '']);
    expect(accepted.out).toMatch(/^accepted\n/);
    const { facts } = await readOrder('hospital-a', 'HX-1');
    expect(facts.at(-1)).toMatchObject({ type: 'adjustment', amount: 500, disputed: { businessDate: DAY, line: 1 } });
    const again = await disputes('accept', id, '--note', 'agreed');
    expect([again.code, again.said]).toEqual([1, expect.stringContaining('it was decided before')]);
    expect(linesIn(await disputes('list'))).toEqual(['2']);
  });

  it('rejects one, and nothing happens to the order', async () => {
    const id = `insurer-a.${DAY}.2`;
    expect((await disputes('reject', id, '--note', 'the price is the agreed one')).out).toMatch(/^rejected\n/);
    expect((await disputes('show', id)).out).toContain('the price is the agreed one');
    expect((await readOrder('hospital-a', 'HX-2')).facts).toHaveLength(1);
    expect((await disputes('show', `insurer-a.${DAY}.3`)).said).toContain('there is no dispute');
  });

  it.each([
    [['accept', 'insurer-a.2026-06-15.1']],
    [['accept', 'insurer-a', '--note', 'x']],
    [['accept', 'insurer-a.2026-06-15.1', '--note', 'x', '--amount', '1.5']],
    [['resolve', 'insurer-a.2026-06-15.1']],
    [['list', '--state', 'closed']],
  ])('refuses %j', (words) => {
    expect(() => disputesCommand(words)).toThrow(Refusal);
  });
});
