import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csvFields } from '../../lambdas/domain/csv-text.ts';
import { startCheckedConnector } from '../support/checked-connector.ts';
import { close } from '../support/closing.ts';
import type { Connector } from '../support/connector.ts';
import { consultOrder } from '../support/documents.ts';
import { enrol, publish } from '../support/enrolment.ts';

const DAY = '2026-06-15';
const FORMULAS = ['=1+1', "=cmd|'/C'!A0", '+1', '-1', '@SUM(1)', "'=1", '"=1', '=HYPERLINK("http://x","y")', '",=1,"'];
/** Numbers that a provider may give, and a spreadsheet would calculate. */
const NUMBERS = ['-1', '--1', '-1-2', '-A1', '.1', '_1', '..', '-.', '-0'];

let connector: Connector;
let records: readonly string[] = [];
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
  const part = await insurer.request('GET', `/v1/statements/${DAY}/parts/1`);
  records = part.text.split('\r\n').slice(1, -1);
});
afterAll(() => connector.stop());

describe('a statement whose every text is a formula', () => {
  it('has a line for each order, and no more', () => {
    expect(records).toHaveLength(NUMBERS.length);
    const widths = new Set(records.map((record) => csvFields(record)?.length));
    expect(widths.size).toBe(1);
  });

  it('has no cell that a spreadsheet would calculate, and says all of it', () => {
    const cells = records.flatMap((record) => csvFields(record) ?? []);
    expect(cells.filter((cell) => /^[=+\-@\t\r\n]/.test(cell))).toEqual([]);
    const plain = cells.map((cell) => (cell.startsWith("'") ? cell.slice(1) : cell));
    for (const text of [...NUMBERS, ...FORMULAS, '-M-1', '-C-1', '-1-2']) expect(plain).toContain(text);
  });
});
