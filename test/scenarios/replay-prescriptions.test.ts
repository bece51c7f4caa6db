import { afterAll, beforeAll, expect, it } from 'vitest';
import { scanFacts } from '../../lambdas/storage/fact-scan.ts';
import { formulariesAt } from '../../lambdas/storage/formulary-shelf.ts';
import { readMemberRevision } from '../../lambdas/storage/member-registry.ts';
import { plansOnDate } from '../../lambdas/storage/plan-shelf.ts';
import { readPrescriptionRevision } from '../../lambdas/storage/prescription-register.ts';
import { replayDecisions } from '../../tools/replay-decisions.ts';
import { startCheckedConnector } from '../support/checked-connector.ts';
import type { Connector } from '../support/connector.ts';
import { drugBenefit, drugEntry, prescriptionOf } from '../support/documents.ts';
import { dispensed, inShort, prescribe, settle } from '../support/dispensing.ts';
import { enrol, publish, publishFormulary } from '../support/enrolment.ts';
import { storedDecision } from '../support/stored-items.ts';

const ports = {
  members: { readMemberRevision },
  plans: { plansOnDate },
  formularies: { formulariesAt },
  prescriptions: { readPrescriptionRevision },
};
const YEARS = { issuedAt: '2026-01-01T00:00:00+08:00', reviewedAt: undefined, validUntil: '2026-12-31T00:00:00+08:00' };
const on = (date: string) => ({ serviceAt: `${date}T09:00:00+08:00` });

let connector: Connector;
beforeAll(async () => {
  connector = await startCheckedConnector();
  await publishFormulary(connector, 'core', [
    drugEntry('OTC'),
    drugEntry('A', { otc: false }),
    drugEntry('B', { otc: false }),
  ]);
  const supply = { maxDaysPerOrder: 28, maxDaysLongTerm: 84, refillAfterBps: 8_000 };
  await publish(connector, 'refills', { benefits: [drugBenefit('core', { supply, coinsuranceBps: 1_500 })] });
  for (const memberId of ['M-1', 'M-2']) await enrol(connector, memberId, 'refills');
});
afterAll(() => connector.stop());

/** Prescription by prescription and fill by fill, every order as it is decided; the same story is then told again. */
const story: readonly (readonly [string, () => Promise<{ readonly text: string }>, string?])[] = [
  ['HX-1', () => buy('HX-1', ['A'], '2026-05-01'), '0 | R401 1000'],
  ['RX', () => issue({ reviewedBy: undefined }, 'A')],
  ['HX-2', () => buy('HX-2', ['A'], '2026-05-02'), '0 | R401 1000'],
  ['RX', () => issue({}, 'A')],
  ['HX-3', () => buy('HX-3', ['B'], '2026-05-02'), '0 | R401 1000'],
  ['RX', () => issue({ longTerm: true }, 'A', 'B')],
  ['HX-4', () => buy('HX-4', ['B'], '2026-05-03', 90), '0 | R406 1000'],
  ['HX-5', () => buy('HX-5', ['A', 'OTC', 'A'], '2026-05-03'), '2550 | L502 150 | L502 150 | L502 150'],
  ['HX-6', () => buy('HX-6', ['A', 'B', 'OTC'], '2026-05-04', 3), '1700 | R403 1000 | L502 150 | L502 150'],
  ['HX-7', () => buy('HX-7', ['A', 'B'], '2026-06-01', 84), '1487 | R405 250, L502 113 | L502 150'],
  ['HX-8', () => buy('HX-8', ['A', 'OTC'], '2026-06-14', 28), '850 | R407 1000, R403 0 | L502 150'],
  ['HX-9', () => buy('HX-9', ['A'], '2026-06-14', 28, 'M-2'), '0 | R401 1000'],
  ['HX-10', () => buy('HX-10', ['OTC'], '2026-04-01', 28), '0 | R403 1000'],
];

const issue = (over: object, ...codes: string[]) => {
  const items = codes.map((code) => ({ code, quantity: '2.75', daysSupply: 7 }));
  return prescribe(connector, 'RX', prescriptionOf('M-1', items, { ...YEARS, ...over }));
};
const buy = (orderNo: string, codes: readonly string[], date: string, daysSupply?: number, memberId = 'M-1') =>
  settle(
    connector,
    dispensed(
      orderNo,
      memberId,
      codes.map((code) => ({ code, ...(daysSupply !== undefined && { daysSupply }) })),
      {
        ...on(date),
        prescriptionNo: 'RX',
      },
    ),
  );

it('decisions on prescriptions and refills come out the same, though both have moved on', async () => {
  for (const [name, tell, expected] of story) {
    const answer = await tell();
    if (expected !== undefined) expect(inShort(answer as Parameters<typeof inShort>[0]), name).toBe(expected);
  }
  expect(await replayDecisions(scanFacts(), ports)).toEqual({ decisions: 10, differing: 0, deviations: [] });
});

it('and so do their traces', async () => {
  for (const [orderNo, , expected] of story) {
    if (expected === undefined) continue;
    const { body } = await connector.as('hospital-a').request<Traced>('GET', `/v1/orders/${orderNo}?trace=true`);
    expect(body.trace.differences, orderNo).toEqual([]);
  }
  const { body } = await connector.as('hospital-a').request('GET', '/v1/orders/HX-7?trace=true');
  expect(JSON.stringify(body)).toContain('prescription-left');
});

interface Traced {
  readonly trace: { readonly differences: readonly string[] };
}

it('a fact says which fills it made, and what was taken before it, so that both can be given back', async () => {
  const factOf = (orderNo: string) => storedDecision(connector, orderNo);
  const fifth = await factOf('HX-5');
  // without days of its own an item over the counter that is not on the prescription is no fill
  expect(fifth.fills).toEqual([{ code: 'A', daysSupply: 7 }, undefined, { code: 'A', daysSupply: 7 }]);
  expect(fifth.draws[0]).toEqual([{ accumulatorId: 'prescription//RX/A', amount: 10_000 }]);
  const seventh = await factOf('HX-7');
  expect(seventh.basis).toMatchObject({
    prescription: {
      revision: 3,
      taken: new Map([
        ['A', 20_000],
        ['B', 10_000],
      ]),
    },
    latestFills: new Map([
      ['A', { date: '2026-05-03', daysSupply: 7 }],
      ['B', { date: '2026-05-04', daysSupply: 3 }],
    ]),
  });
  expect(seventh.fills).toEqual([
    { code: 'A', daysSupply: 84 },
    { code: 'B', daysSupply: 84 },
  ]);
  expect((await factOf('HX-8')).fills).toEqual([undefined, { code: 'OTC', daysSupply: 28 }]);
  expect((await factOf('HX-9')).basis.prescription).toBeUndefined();
});
