import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OrderAnswer } from '../../lambdas/contracts/order-answer.ts';
import { scanFacts } from '../../lambdas/storage/fact-scan.ts';
import { formulariesAt } from '../../lambdas/storage/formulary-shelf.ts';
import { readMemberRevision } from '../../lambdas/storage/member-registry.ts';
import { plansOnDate } from '../../lambdas/storage/plan-shelf.ts';
import { readPrescriptionRevision } from '../../lambdas/storage/prescription-register.ts';
import { replayDecisions } from '../../tools/replay-decisions.ts';
import { expectBooksAgree } from '../support/books.ts';
import { startCheckedConnector } from '../support/checked-connector.ts';
import type { Connector } from '../support/connector.ts';
import { HARNESS_START } from '../support/connector.ts';
import { dispensed as drugsOrder } from '../support/dispensing.ts';
import { coverageOf, drugBenefit, drugEntry, yearlyAmount } from '../support/documents.ts';
import { enrol, publish, publishFormulary } from '../support/enrolment.ts';
import type { EventTold, Line, PharmacyLife } from '../support/pharmacy.ts';
import { event, exceptionsOf, pharmacyLife } from '../support/pharmacy.ts';

const HOLD_SECONDS = 259_200;

let connector: Connector;
let life: PharmacyLife;
beforeAll(async () => {
  connector = await startCheckedConnector();
  life = pharmacyLife(connector);
  await publishFormulary(connector, 'core', [drugEntry('OTC')]);
  await publishFormulary(connector, 'other', [drugEntry('OTC')], 1, 'insurer-b');
  // nine tenths, up to 30.00 a year
  const limits = [yearlyAmount('drugs-year', 3_000)];
  await publish(connector, 'drugs', { benefits: [drugBenefit('core', { coinsuranceBps: 1_000, limits })] });
  // what nobody pays before a deductible of 1,000.00 is used
  const deductible = { amount: 100_000, per: 'year', scope: 'member' } as const;
  await publish(connector, 'deducting', { deductible, benefits: [drugBenefit('core')] });
  // four tenths of everything, and then all of the rest
  await publish(connector, 'first', { benefits: [drugBenefit('core', { coinsuranceBps: 6_000 })] });
  await publish(connector, 'second', { benefits: [drugBenefit('other')] }, 'insurer-b');
});
beforeEach(() => connector.setNow(HARNESS_START));
afterAll(() => connector.stop());

/** An order of some units of an item over the counter, each line for 10.00 a unit. */
const orderOf = (orderNo: string, memberId: string, ...quantities: readonly number[]) =>
  drugsOrder(
    orderNo,
    memberId,
    quantities.map((quantity) => ({ code: 'OTC', quantity })),
  );

const submit = (orderNo: string, memberId: string, ...quantities: readonly number[]) =>
  life.send(event.submitted(orderOf(orderNo, memberId, ...quantities)));

const dispenseLate = (orderNo: string, ...lines: readonly Line[]): Promise<EventTold> => {
  connector.advance(HOLD_SECONDS);
  return life.send(event.dispensed(orderNo, ...lines));
};

/** `captured 1800 + 200 | L502 200`: status, insurer and patient of what was captured, and the reasons line by line. */
function inShort({ status, body }: EventTold): string {
  const { order } = body;
  if (order === undefined) return `${status} ${body.code}`;
  const capture = order.facts.findLast(({ type }) => type === 'capture')?.totals;
  const reasons = (order.decision?.lines ?? []).map((line) =>
    line.reasons
      .map(({ code, amount, rule }) => `${code} ${amount}${rule === 'authorization' ? ' as authorised' : ''}`)
      .join(', '),
  );
  return `${order.status} ${capture?.insurer ?? '-'} + ${capture?.patient ?? '-'} | ${reasons.join(' | ')}`.trimEnd();
}

const kindsOf = async (orderNo: string) => (await exceptionsOf(connector, orderNo)).map(({ kind }) => kind);
const factsOf = ({ facts }: OrderAnswer) => facts.map(({ type }) => type);

describe('an order that is dispensed after its hold has expired', () => {
  it('is paid in full where everything stands as it stood, and nobody has to look', async () => {
    await enrol(connector, 'M-FULL', 'drugs');
    await submit('HX-FULL', 'M-FULL', 2);
    connector.advance(HOLD_SECONDS);
    expect(await life.limit('M-FULL')).toEqual([0, 0]);
    const told = await dispenseLate('HX-FULL');
    expect(inShort(told)).toBe('captured 1800 + 200 | L502 200');
    expect(factsOf(told.body.order as OrderAnswer)).toEqual(['authorization', 'authorization', 'capture']);
    expect(await life.limit('M-FULL')).toEqual([1_800, 0]);
    expect(await kindsOf('HX-FULL')).toEqual([]);
  });

  it('is paid what is left of the limits, and an exception of the pharmacy is opened once', async () => {
    await enrol(connector, 'M-LESS', 'drugs');
    await submit('HX-LESS', 'M-LESS', 2);
    connector.advance(HOLD_SECONDS);
    await submit('HX-BETWEEN', 'M-LESS', 2);
    const told = await life.send(event.dispensed('HX-LESS'), 'late');
    expect(inShort(told)).toBe('captured 1200 + 800 | L502 200, L505 600');
    expect(await life.limit('M-LESS')).toEqual([1_200, 1_800]);
    await life.send(event.dispensed('HX-LESS'), 'late');
    await life.send(event.dispensed('HX-LESS'), 'another');
    expect(await exceptionsOf(connector, 'HX-LESS')).toMatchObject([
      {
        ...{ kind: 'late-dispensing-pays-less', owner: { role: 'pharmacy', partnerId: 'pharmacy-a' } },
        ...{ reference: { of: 'webhook', id: 'late' }, resolution: undefined },
      },
    ]);
  });

  it('is never paid more on a line than was authorised on it (L504)', async () => {
    await enrol(connector, 'M-MORE', 'drugs');
    const between = await submit('HX-FIRST', 'M-MORE', 1);
    expect(between.body.totals?.insurer).toBe(900);
    // 21.00 are left: 18.00 for one line, 3.00 for the other
    const first = await submit('HX-MORE', 'M-MORE', 2, 2);
    expect(first.body.lines?.map(({ insurer }) => insurer)).toEqual([1_800, 300]);
    const told = await dispenseLate('HX-MORE');
    // now 12.00 are left for the second
    expect(inShort(told)).toBe('captured 2100 + 1900 | L502 200 | L502 200, L505 600, L504 900 as authorised');
    expect(await life.limit('M-MORE')).toEqual([2_100, 0]);
    expect(await kindsOf('HX-MORE')).toEqual([]);
  });

  it('is never paid more by a coverage than was authorised of it, and nothing by one that did not pay before', async () => {
    await enrol(connector, 'M-TWO', 'first', {}, { coverageId: 'C-FIRST' });
    await enrol(connector, 'M-TWO', 'second', {}, { coverageId: 'C-SECOND', insurer: 'insurer-b' });
    const first = await submit('HX-TWO', 'M-TWO', 1);
    expect(first.body.shares?.map(({ amount }) => amount)).toEqual([400, 600]);
    await connector
      .as('insurer-a')
      .request('PUT', '/v1/coverages/C-FIRST', coverageOf('M-TWO', 'first', { status: 'terminated' }));
    await enrol(connector, 'M-TWO', 'drugs', { priority: 1 }, { coverageId: 'C-NEW' });
    const told = await dispenseLate('HX-TWO');
    expect(told.body.order?.decision?.shares).toEqual([
      { coverageId: 'C-SECOND', insurerId: 'insurer-b', amount: 600 },
    ]);
    expect(inShort(told)).toBe('captured 600 + 400 | L502 100, L504 900 as authorised, B606 -600');
    expect(await kindsOf('HX-TWO')).toEqual(['late-dispensing-pays-less']);
    expect(await life.limit('M-TWO')).toEqual([0, 0]);
  });

  it('in part, is paid that part, and owed no more than that part', async () => {
    await enrol(connector, 'M-PART', 'drugs');
    await submit('HX-PART', 'M-PART', 2, 1);
    connector.advance(HOLD_SECONDS);
    await submit('HX-PART-BETWEEN', 'M-PART', 2);
    // 12.00 are left for 18.00 and 9.00; half of the first line was dispensed
    const told = await life.send(event.dispensed('HX-PART', [1, '1', 1_000]));
    expect(inShort(told)).toBe('captured 600 + 400 | L502 200, L505 600 | L502 100, L505 900');
    expect(told.body.order?.refundable).toMatchObject([{ lineNo: 1, quantity: '1', insurer: 600, patient: 400 }]);
    expect(await life.limit('M-PART')).toEqual([600, 1_800]);
    expect(await kindsOf('HX-PART')).toEqual(['late-dispensing-pays-less']);
    connector.advance(HOLD_SECONDS);
    await submit('HX-OF-TWO', 'M-PART', 1, 1);
    connector.advance(HOLD_SECONDS);
    // what was not dispensed would be paid less now; what was, is not
    await submit('HX-OF-TWO-BETWEEN', 'M-PART', 1);
    expect(inShort(await life.send(event.dispensed('HX-OF-TWO', [1, '1', 1_000])))).toContain('captured 900 + 100');
    expect(await kindsOf('HX-OF-TWO')).toEqual([]);
  });

  it('of more than was authorised is refused, and the order stays expired', async () => {
    await enrol(connector, 'M-EXCESS', 'drugs');
    await submit('HX-EXCESS', 'M-EXCESS', 2);
    expect(inShort(await dispenseLate('HX-EXCESS', [1, '2', 2_001]))).toBe('422 capture.exceeds-authorized');
    expect((await life.read('HX-EXCESS')).body.status).toBe('expired');
  });

  it('can be returned and cancelled as if it had been in time; what waited for it has its turn', async () => {
    await enrol(connector, 'M-BACK', 'drugs');
    await submit('HX-BACK', 'M-BACK', 2);
    connector.advance(HOLD_SECONDS);
    expect((await life.send(event.returned('HX-BACK', 'TH-1'))).status).toBe(202);
    expect((await life.send(event.delivered('HX-BACK'))).body.status).toBe('applied');
    await dispenseLate('HX-BACK');
    expect((await life.read('HX-BACK')).body).toMatchObject({
      status: 'partially-reversed',
      refundable: [{ insurer: 900 }],
    });
    await life.send(event.cancelled('HX-BACK'));
    expect((await life.read('HX-BACK')).body).toMatchObject({ status: 'reversed', refundable: [] });
    expect(await life.limit('M-BACK')).toEqual([0, 0]);
  });
});

describe('an order that would be refused when it is dispensed late', () => {
  it.each([
    ['that insurers were to pay', 'drugs', 1_800],
    ['of which the patient was to pay all', 'deducting', 0],
  ])('%s is declined, and somebody must look at what was handed over', async (_, planId, insurer) => {
    const [memberId, orderNo] = [`M-ENDED-${planId}`, `HX-ENDED-${planId}`];
    await enrol(connector, memberId, planId);
    expect((await submit(orderNo, memberId, 2)).body.totals?.insurer).toBe(insurer);
    const ended = coverageOf(memberId, planId, { status: 'terminated' });
    await connector.as('insurer-a').request('PUT', `/v1/coverages/C-${memberId}`, ended);
    const told = await dispenseLate(orderNo);
    expect([told.body.status, inShort(told)]).toEqual(['applied', 'declined - + - | E104 2000']);
    expect(factsOf(told.body.order as OrderAnswer)).toEqual(['authorization', 'decline']);
    for (const later of [
      event.dispensed(orderNo),
      event.delivered(orderNo),
      event.returned(orderNo, 'TH-1'),
      event.cancelled(orderNo),
    ])
      expect((await life.send(later)).body.status).toBe('superseded');
    expect(await kindsOf(orderNo)).toEqual(['late-dispensing-pays-less']);
  });
});

it('decisions that were made again come out the same when they are replayed', async () => {
  const ports = {
    members: { readMemberRevision },
    plans: { plansOnDate },
    formularies: { formulariesAt },
    prescriptions: { readPrescriptionRevision },
  };
  const replay = await replayDecisions(scanFacts(), ports);
  expect(replay).toMatchObject({ differing: 0, deviations: [] });
  expect(replay.decisions).toBeGreaterThan(20);
});

it('the facts agree with the limits, and no failure is left behind', async () => {
  // the clock went back with each of them, which no hold survives
  connector.setNow('2026-12-31T00:00:00+08:00');
  await expectBooksAgree(connector);
  expect(connector.failures).toEqual([]);
});
