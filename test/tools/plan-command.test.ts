import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { decisionAnswer } from '../../lambdas/contracts/decision-answer.ts';
import type { DecisionAnswer } from '../../lambdas/contracts/decision-answer.ts';
import { limitOf } from '../domain/builders.ts';
import { documents, DRUG, drugPlan, listedDrug, order, prescription } from './documents.ts';

const program = fileURLToPath(new URL('../../tools/plan.ts', import.meta.url));
const { directory, file } = documents();

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly said: readonly string[];
}

const plan = (...words: readonly string[]): Promise<Outcome> =>
  new Promise((resolve) => {
    execFile(process.execPath, [program, ...words], { cwd: directory }, (error, out, said) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, said: said.trimEnd().split('\n') });
    });
  });

const listed = file([listedDrug], 'list.json');

describe('npm run plan', () => {
  it('alone says how it is used', async () => {
    const { code, out } = await plan();
    expect(code).toBe(0);
    for (const option of ['check', 'try', '--formulary', '--used', '--fill', '--json']) expect(out).toContain(option);
  });

  it.each([
    [['check', 'nowhere.json'], 'nowhere.json cannot be read.'],
    [['check', file('{"planId": ')], 'is not JSON.'],
    [['check', file({}), '--force'], "Unknown option '--force'"],
    [['decide', 'plan.json'], 'there is no command "decide"'],
  ])('%j: says in one sentence why nothing can be done, and ends with 2', async (words, sentence) => {
    const { code, out, said } = await plan(...words);
    expect([code, out, said.length]).toEqual([2, '', 1]);
    expect(said[0]).toContain(sentence);
  });
});

describe('npm run plan -- check', () => {
  it('sums up a plan without a fault', async () => {
    const { code, out } = await plan('check', file(drugPlan()), '--formulary', `core=${listed}`, '--pool', 'fund=1');
    expect(code).toBe(0);
    for (const told of ['plan version 1 has no fault', 'from 2020-01-01', 'drugs-year', '500.00', 'list.json, 1 items'])
      expect(out).toContain(told);
    expect(out).not.toMatch(/the (formulary|pool) /);
  });

  it('says of a formulary and a pool that nobody has shown that they were not checked, and finds no fault in that', async () => {
    const { code, out } = await plan('check', file(drugPlan()));
    expect(code).toBe(0);
    expect(out).toContain('not checked here: that the formulary "core" exists');
    expect(out).toContain('not checked here: that the pool "fund" exists');
  });

  it('names every field that is malformed, a line each', async () => {
    const name = file({ ...drugPlan(), version: 0, currency: 'EUR', colour: 'red' });
    const { code, out, said } = await plan('check', name);
    expect([code, out]).toEqual([1, '']);
    expect(said.map((line) => line.split(': ').slice(0, 2).join(': ')).toSorted()).toEqual([
      ...[`${name}: colour`, `${name}: currency`, `${name}: version`],
    ]);
  });

  it('names every fault of a plan that is well formed, and those of its formulary with them', async () => {
    const faulty = drugPlan({
      effectiveTo: '2019-12-31',
      limits: [limitOf('drugs-year', 1), limitOf('deductible', 1)],
    });
    const list = file([{ code: DRUG, name: '二甲双胍', maxUnitPrice: 15.5 }, { code: 'X 1' }]);
    const name = file(faulty);
    const { code, said } = await plan('check', name, '--formulary', `core=${list}`);
    expect(code).toBe(1);
    expect(said.map((line) => line.split(': ').slice(0, 2).join(': '))).toEqual([
      ...[`${name}: effectiveTo`, `${name}: benefits[0].limits[0].limitId`, `${name}: limits[1].limitId`],
      ...[`${list}: [0].maxUnitPrice`, `${list}: [1].code`, `${list}: [1].name`],
    ]);
  });

  it.each([
    ['{"planId": "p", "planId": "p"}', 'names a field twice'],
    [JSON.stringify({ ...drugPlan(), waitingDays: 30 }).replace('30', '30.0'), 'waitingDays'],
    [' '.repeat(300_000), 'has 300000 bytes'],
  ])('takes what the product would not for a fault: %.20s', async (content, fault) => {
    const { code, said } = await plan('check', file(content));
    expect(code).toBe(1);
    expect(said.join('\n')).toContain(fault);
  });

  it('finds the newest list of formularies/ beside the plan', async () => {
    const beside = new URL('../../plans/internet-hospital-direct-pay.json', import.meta.url).pathname;
    const { code, out } = await plan('check', beside);
    expect(code).toBe(0);
    expect(out).toMatch(/formularies\/core-v1\.json, 52 items/);
  });
});

describe('npm run plan -- try', () => {
  const shown = ['--formulary', `core=${listed}`];

  it('decides an order, and says on what grounds and why', async () => {
    const words = ['--prescription', file(prescription), '--used', 'drugs-year=49900', '--pool', 'fund=500000'];
    const { code, out } = await plan('try', file(drugPlan()), file(order), ...shown, ...words);
    expect(code).toBe(0);
    // 30.00 less 10 % is 27.00, of which the year limit leaves 1.00
    expect(out).toMatch(/1 +二甲双胍 +drugs +30\.00 +0\.00 +1\.00 +29\.00 +0\.00/);
    expect(out).toMatch(/L502 +3\.00 +按 10 % 比例自付.* drugs\.coinsurance/);
    expect(out).toMatch(/Co-insurance of 10 %/);
    expect(out).toMatch(/L505 +26\.00 .* drugs\.limits\.drugs-year/);
    expect(out).toContain('outcome: partial, the order is settled');
    expect(out).toMatch(/drugs-year +member +amount +500\.00 +500\.00 +0\.00 +0\.00 +2026-01-01 to 2026-12-31/);
    for (const ground of ['the time of service', 'pharmacy-a (--provider)', '2020-01-01 to open (--from, --to)'])
      expect(out).toContain(ground);
  });

  it('--json is the decision as the API writes it, and nothing else', async () => {
    const words = ['try', file(drugPlan()), file(order), ...shown, '--prescription', file(prescription), '--json'];
    const { code, out, said } = await plan(...words);
    expect(code).toBe(0);
    const answer: DecisionAnswer = decisionAnswer.parse(JSON.parse(out));
    expect(answer).toMatchObject({
      decision: 'partial',
      businessDate: '2026-06-15',
      totals: { insurer: 2_700, patient: 300 },
    });
    expect(said.join('\n')).toContain('without an end (--pool fund=<fen>)');
  });

  it('--trace shows every question to a rule with its answer, as a table or in the decision', async () => {
    const words = ['try', file(drugPlan()), file(order), ...shown, '--prescription', file(prescription), '--trace'];
    const { code, out } = await plan(...words);
    expect(code).toBe(0);
    expect(out).toMatch(/C6 +1 +coinsurance +按比例自付 +30\.00 +10 % +3\.00 +drugs\.coinsurance/);
    expect(out).toMatch(/F +outcome +结论 +27\.00 +3\.00 +partial +decision/);
    const asJson = JSON.parse((await plan(...words, '--json')).out) as { trace: { step: string }[] };
    expect(asJson.trace.map(({ step }) => step)).toContain('prescription-left');
  });

  it('names the faults of plan, order and prescription at once, and decides nothing', async () => {
    const [faulty, bad, rx] = [file({ ...drugPlan(), year: 'lunar' }), file({ ...order, lines: [] }), file({})];
    const { code, out, said } = await plan('try', faulty, bad, ...shown, '--prescription', rx);
    expect([code, out]).toEqual([1, '']);
    const named = said.map((line) => line.split(': ').slice(0, 2).join(': '));
    expect(named).toEqual(expect.arrayContaining([`${faulty}: year`, `${bad}: lines`, `${rx}: issuedAt`]));
  });

  it('needs the formulary that the plan decides by', async () => {
    const { code, said } = await plan('try', file(drugPlan()), file(order));
    expect([code, said]).toEqual([
      2,
      ['the plan decides by the formulary "core": say where it is, --formulary core=<file>.'],
    ]);
  });
});
