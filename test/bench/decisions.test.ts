import { describe, expect, it } from 'vitest';
import { adjudicate } from '../../lambdas/domain/adjudicate.ts';
import { expectSameDecisions } from '../../bench/rivals/comparison.ts';
import { jsonRulesEngine } from '../../bench/rivals/json-rules.ts';
import { plainRules } from '../../bench/rivals/plain-rules.ts';
import type { RuleEngine } from '../../bench/rivals/rule-engine.ts';
import { zenEngine } from '../../bench/rivals/zen-rules.ts';
import { formulary } from '../../bench/workload/decisions/formulary.ts';
import { decisionWorkload } from '../../bench/workload/decisions/orders.ts';
import { plan } from '../../bench/workload/decisions/plan.ts';

const inputs = decisionWorkload();
const lines = inputs.flatMap((input) => adjudicate(input).decision.lines);

describe('the workload of the engine', () => {
  it('is the same in every run', () => {
    const given = (all: typeof inputs) =>
      all.map(({ order, balances, prescription, fills, arrivedAt }) => [
        order,
        balances,
        prescription,
        fills,
        arrivedAt,
      ]);
    expect(given(decisionWorkload())).toEqual(given(inputs));
  });

  it('is orders of three lines, of different members, under 200 exclusions and a formulary of 6,000', () => {
    expect(inputs.length).toBeGreaterThanOrEqual(2_000);
    expect(new Set(inputs.map(({ order }) => order.orderNo)).size).toBe(inputs.length);
    expect(new Set(inputs.map(({ order }) => order.serviceAt)).size).toBeGreaterThan(2_000);
    expect(inputs.filter(({ order }) => order.lines.length !== 3)).toEqual([]);
    const { diagnoses, codes } = plan.exclusions ?? {};
    expect(new Set([...(diagnoses ?? []), ...(codes ?? [])]).size).toBe(200);
    expect(formulary.entries.size).toBe(6_000);
  });

  it('is paid on most lines, and meets every rule that it is made for', () => {
    expect(lines.filter(({ insurer }) => insurer > 0).length).toBeGreaterThan(lines.length / 2);
    const codes = new Set(lines.flatMap(({ reasons }) => reasons.map(({ code }) => code)));
    const met = [
      'E101',
      'E104',
      'E105',
      'T702',
      'P204',
      'P206',
      'P201',
      'E107',
      'C302',
      'C303',
      'C301',
      'C306',
      'R401',
    ];
    const money = ['R405', 'C305', 'A801', 'L501', 'L503', 'L502', 'L513', 'B601', 'L504', 'L505'];
    expect([...codes].toSorted()).toEqual([...met, 'R402', 'R403', 'R406', 'R407', 'L507', ...money].toSorted());
  });
});

describe('a rival', () => {
  const some = inputs.slice(0, 300);

  it.each([jsonRulesEngine(), zenEngine(), plainRules()])('$name decides as the engine does', async (rival) => {
    await expect(expectSameDecisions(rival, some)).resolves.toBeUndefined();
  });

  it('that lets one refused line pass is not compared', async () => {
    const engine = jsonRulesEngine();
    const lenient: RuleEngine = {
      ...engine,
      judge: async (facts) =>
        (await engine.judge(facts)).map((verdict) => ({
          ...verdict,
          refusals: verdict.refusals.filter((code) => code !== 'C306'),
        })),
    };
    await expect(expectSameDecisions(lenient, some)).rejects.toThrow('json-rules-engine decides');
  });
});
