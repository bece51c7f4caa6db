import { describe, expect, it } from 'vitest';
import { shanghaiDate } from '../../lambdas/domain/calendar.ts';
import { compilePlan } from '../../lambdas/domain/compiled-plan.ts';
import type { Candidate } from '../../lambdas/domain/coverage-standing.ts';
import type { Coverage } from '../../lambdas/domain/coverage.ts';
import { candidateOf, coverageOf, decide, onDate, orderOf, paid, pays, planOf, reasonsOf } from './builders.ts';

const plan = planOf();
const DATE = '2026-06-15';

const candidate = (coverage: Partial<Coverage>, over: Partial<Candidate> = {}): Candidate => ({
  ...candidateOf(plan, coverage),
  ...over,
});

/** What an order of 15 June 2026 is refused with: codes, and the first date of the first reason. */
function refusal(candidates: readonly Candidate[]) {
  const { decision, draws } = decide(plan, orderOf(2_000, onDate(DATE)), { candidates });
  expect([decision.refused, decision.outcome, draws.length, decision.accumulators]).toEqual([true, 'declined', 0, []]);
  expect(decision.lines.map(({ patient, reasons }) => [patient, reasonsOf(reasons)])).toEqual([
    [2_000, decision.reasons.map(({ code }, index) => `${code} ${index === 0 ? 2_000 : 0}`).join(', ')],
  ]);
  return [reasonsOf(decision.reasons), decision.reasons[0]?.firstDate];
}

describe('an order is refused where the member', () => {
  it.each([
    ['nobody', 'E101'],
    ['other-name', 'E102'],
  ] as const)('is %s (%s)', (found, code) => {
    const { decision } = decide(plan, orderOf([100, 200]), { member: { found } });
    expect([reasonsOf(decision.reasons), decision.coverageId, decision.plan]).toEqual([`${code} 0`, null, null]);
    expect(decision.lines.map(({ reasons }) => reasonsOf(reasons))).toEqual([`${code} 100`, `${code} 200`]);
  });

  it('has not consented with any coverage (E109)', () => {
    expect(
      refusal([candidate({ consent: false }), candidate({ coverageId: 'b', consent: false, status: 'suspended' })])[0],
    ).toBe('E109 0');
  });

  it.each<[string, Partial<Coverage>, Partial<Candidate>, string, string | undefined]>([
    ['is suspended (E105)', { status: 'suspended' }, {}, 'E105', undefined],
    ['is suspended, whatever its dates (E105)', { status: 'suspended', from: '2027-01-01' }, {}, 'E105', undefined],
    ['begins the day after (E103)', { from: '2026-06-16' }, {}, 'E103', '2026-06-16'],
    ['is terminated before it began (E103)', { from: '2026-06-16', status: 'terminated' }, {}, 'E103', '2026-06-16'],
    ['ended the day before (E104)', { to: '2026-06-14' }, {}, 'E104', undefined],
    ['is terminated (E104)', { status: 'terminated' }, {}, 'E104', undefined],
    [
      'has a plan that is not in force yet (E103)',
      {},
      { plan: undefined, nextVersionFrom: '2026-07-01' },
      'E103',
      '2026-07-01',
    ],
    ['has a plan that is no longer in force (E104)', {}, { plan: undefined }, 'E104', undefined],
  ])('has a coverage that %s', (_, coverage, over, code, firstDate) => {
    expect(refusal([candidate(coverage, over)])).toEqual([`${code} 0`, firstDate]);
  });

  it.each<[string, Partial<Coverage>]>([
    ['begins on the day', { from: DATE }],
    ['ends on the day', { to: DATE }],
  ])('is not refused where the coverage %s', (_, coverage) => {
    const decided = decide(plan, orderOf(2_000, onDate(DATE)), { candidates: [candidate(coverage)] });
    expect(paid(decided)).toEqual(pays(2_000, 0, ''));
  });

  it('gets one reason of all coverages: E105 before E103 before E104, and the earliest date', () => {
    const ended = candidate({ coverageId: 'a', to: '2026-01-31' });
    const august = candidate({ coverageId: 'b', from: '2026-08-01' });
    const july = candidate({ coverageId: 'c' }, { plan: undefined, nextVersionFrom: '2026-07-01' });
    const suspended = candidate({ coverageId: 'd', status: 'suspended' });
    expect(refusal([ended, august, july, suspended])).toEqual(['E105 0', undefined]);
    expect(refusal([ended, august, july])).toEqual(['E103 0', '2026-07-01']);
    expect(refusal([candidate({ coverageId: 'x', consent: false, status: 'suspended' }), ended])).toEqual([
      'E104 0',
      undefined,
    ]);
  });

  it('has one coverage in force: the others say nothing', () => {
    const decided = decide(plan, orderOf(2_000), {
      candidates: [candidate({ status: 'suspended' }), candidate({ coverageId: 'b' })],
    });
    expect([paid(decided), decided.decision.coverageId]).toEqual([pays(2_000, 0, ''), 'b']);
  });
});

describe('an order in time', () => {
  const filing = planOf({ filingDays: 30 });
  const late = (plans: readonly (typeof filing)[], arrivedAt: string, serviceAt = '2026-06-15T23:59:59+08:00') =>
    decide(filing, orderOf(2_000, { serviceAt }), {
      candidates: plans.map((one, i) => ({
        plan: compilePlan(one),
        coverage: coverageOf({ coverageId: `c${i}`, priority: i }),
      })),
      arrivedAt: Date.parse(arrivedAt),
    });

  it('is taken on the last filing day, until midnight in Shanghai', () => {
    expect(paid(late([filing], '2026-07-15T23:59:59.999+08:00'))).toEqual(pays(2_000, 0, ''));
  });

  it('is refused one day later (T702)', () => {
    const { decision } = late([filing], '2026-07-16T00:00:00+08:00');
    expect([reasonsOf(decision.reasons), decision.refused, decision.coverageId]).toEqual(['T702 0', true, 'c0']);
  });

  it('is refused in the lines of the coverage that is late, and paid by the one that is not', () => {
    const decided = late([filing, planOf()], '2026-07-16T00:00:00+08:00');
    expect(paid(decided)).toEqual(pays(2_000, 0, 'T702 2000, B606 -2000'));
    expect([decided.decision.coverageId, decided.decision.refused]).toEqual(['c0', false]);
  });

  it('names the longest term where all coverages are late', () => {
    const { decision } = late([filing, planOf({ filingDays: 60 })], '2026-09-01T00:00:00+08:00');
    expect(decision.reasons).toEqual([{ code: 'T702', amount: 0, rule: 'plan.filingDays', figures: [60] }]);
  });

  it('may be for a service 24 hours ahead, and not a millisecond more (T703)', () => {
    const service = '2026-06-16T12:00:00.000+08:00';
    expect(paid(late([filing], '2026-06-15T12:00:00.000+08:00', service))).toEqual(pays(2_000, 0, ''));
    expect(reasonsOf(late([filing], '2026-06-15T11:59:59.999+08:00', service).decision.reasons)).toBe('T703 0');
  });

  it('is decided by the day of the service in Shanghai, not in the offset it was sent with', () => {
    const candidates = [candidate({ from: '2026-06-16' })];
    const at = (serviceAt: string) => decide(plan, orderOf(500, { serviceAt }), { candidates });
    expect(shanghaiDate(Date.parse('2026-06-15T18:00:00Z'))).toBe('2026-06-16');
    expect(paid(at('2026-06-15T18:00:00Z'))).toEqual(pays(500, 0, ''));
    expect(paid(at('2026-06-16T00:30:00+09:00'))).toEqual(pays(0, 500, 'E103 500'));
  });

  it('gives every reason it can: a wrong name does not hide a wrong date', () => {
    const { decision } = decide(plan, orderOf(2_000), { member: { found: 'other-name' }, arrivedAt: 0 });
    expect(reasonsOf(decision.lines[0]?.reasons ?? [])).toBe('E102 2000, T703 0');
    expect(reasonsOf(decision.reasons)).toBe('E102 0, T703 0');
  });
});
