import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csvFields } from '../../lambdas/domain/csv-text.ts';
import { startCheckedConnector } from '../support/checked-connector.ts';
import { close } from '../support/closing.ts';
import type { Connector } from '../support/connector.ts';
import { decideLine } from '../support/decided-disputes.ts';
import { consultOrder } from '../support/documents.ts';
import { enrol, publish } from '../support/enrolment.ts';

const DAY = '2026-06-15';
const FORMULAS = ['=1+1', "=cmd|'/C'!A0", '+1', '-1', '@SUM(1)', "'=1", '"=1', '=HYPERLINK("http://x","y")', '",=1,"'];
/** Numbers that a provider may give, and a spreadsheet would calculate. */
const NUMBERS = ['-1', '--1', '-1-2', '-A1', '.1', '_1', '..', '-.', '-0'];

const DECIDED = { outcome: 'decided' };

let connector: Connector;
let records: readonly string[] = [];
/** of the day after, on which everything is disputed and taken back */
let later: readonly string[] = [];
beforeAll(async () => {
  connector = await startCheckedConnector({ queues: true });
  await publish(connector, '-1-2');
  await enrol(connector, '-M-1', '-1-2', {}, { coverageId: '-C-1' });
  const [hospital, insurer] = [connector.as('hospital-a'), connector.as('insurer-a')];
  for (const [index, orderNo] of NUMBERS.entries()) {
    const { body } = await hospital.request('POST', '/v1/settlements', consultOrder(orderNo, '-M-1', 100));
    await connector.deliverStreams();
    const answer = { status: 'accepted', insurerClaimNo: FORMULAS[index] };
    await insurer.request('POST', `/v1/claims/${String(body['settlementId'])}/result`, answer);
  }
  connector.setNow('2026-06-16T00:30:00+08:00');
  await close(connector);
  records = await recordsOf(DAY);
  for (const [index, orderNo] of NUMBERS.entries()) {
    const line = index + 1;
    const against = [{ line, code: '-1', expectedAmount: 60, note: FORMULAS[index] }];
    expect((await insurer.request('POST', `/v1/statements/${DAY}/disputes`, against)).status).toBe(201);
    expect(await decideLine(connector.now(), DAY, line, { note: FORMULAS[index] ?? '' })).toMatchObject(DECIDED);
    // no address has a segment of two dots
    if (orderNo === '..') continue;
    const reversal = { reversalNo: '-1', reason: FORMULAS[index] };
    expect((await hospital.request('POST', `/v1/orders/${orderNo}/reversals`, reversal)).status).toBe(201);
    await connector.deliverStreams();
  }
  connector.setNow('2026-06-17T00:30:00+08:00');
  await close(connector);
  later = await recordsOf('2026-06-16');
});
afterAll(() => connector.stop());

async function recordsOf(date: string): Promise<readonly string[]> {
  const part = await connector.as('insurer-a').request('GET', `/v1/statements/${date}/parts/1`);
  return part.text.split('\r\n').slice(1, -1);
}

const calculated = (record: string) => (csvFields(record) ?? []).filter((cell) => /^[=+\-@\t\r\n]/.test(cell));

describe('a statement whose every text is a formula', () => {
  it('has a line for each order, and no more', () => {
    expect(records).toHaveLength(NUMBERS.length);
    const widths = new Set(records.map((record) => csvFields(record)?.length));
    expect(widths.size).toBe(1);
  });

  it('has no cell that a spreadsheet would calculate, and says all of it', () => {
    const cells = records.flatMap((record) => csvFields(record) ?? []);
    expect(records.flatMap(calculated)).toEqual([]);
    const plain = cells.map((cell) => (cell.startsWith("'") ? cell.slice(1) : cell));
    for (const text of [...NUMBERS, ...FORMULAS, '-M-1', '-C-1', '-1-2']) expect(plain).toContain(text);
  });

  it('has none either when all of it was disputed and taken back, with formulas for reasons', () => {
    // an adjustment and a reversal, but of the one that has no address
    expect(later.length).toBe(2 * NUMBERS.length - 1);
    expect(later.flatMap(calculated)).toEqual([]);
  });
});
