import { yearlyAmounts } from '../../lambdas/domain/compiled-plan.ts';
import { limitsOf } from '../../lambdas/domain/plan-fault.ts';
import type { Benefit, Limit, Plan } from '../../lambdas/domain/plan.ts';
import type { PlanAtHand } from './plan-file.ts';
import { figure, percent, yuanText } from './figures.ts';
import { left, right, termTable, textTable } from './text-table.ts';

/** A plan without a fault in a few lines: dates, benefits, limits, and what could not be checked here. */
export function summary({ plan, formularyFiles, formularies, unknown }: PlanAtHand): string {
  const { planId, version, name } = plan;
  const shown = [...formularyFiles.values()].map(({ formularyId, file }) => {
    const items = formularies.get(formularyId)?.entries.size ?? 0;
    return ['formulary', `${formularyId}: ${file}, ${items} items`] as const;
  });
  return [
    `${planId} version ${version} has no fault · ${name.zh} · ${name.en}`,
    termTable([...terms(plan), ...shown]),
    textTable(
      ['benefit', 'name', 'decides', 'patient pays'].map(left),
      plan.benefits.map((benefit) => [
        benefit.benefitId,
        `${benefit.name.zh} · ${benefit.name.en}`,
        decides(benefit),
        shareOf(benefit),
      ]),
    ),
    limitTable(plan),
    notes(unknown).join('\n'),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function terms(plan: Plan): readonly (readonly [string, string])[] {
  const { effectiveFrom, effectiveTo, year, waitingDays, filingDays, nationalInsurance, endorsements = [] } = plan;
  const yearly = (field: 'deductible' | 'outOfPocketMax') =>
    yearlyAmounts(plan[field]).map(({ amount, scope }) => `${yuanText(amount)} a year, ${scope}`);
  return [
    ['in force', `from ${effectiveFrom} ${effectiveTo === undefined ? 'without an end' : `to ${effectiveTo}`}`],
    ['year', year === 'calendar' ? 'the calendar year' : 'from the anniversary of the coverage'],
    ['waiting', `${waitingDays ?? 0} days`],
    ...yearly('deductible').map((text) => ['deductible', text] as const),
    ...yearly('outOfPocketMax').map((text) => ['out of pocket', `at most ${text}`] as const),
    ...(filingDays === undefined ? [] : [['filing', `within ${filingDays} days`] as const]),
    ...(nationalInsurance === undefined
      ? []
      : [['national insurance unused', `pays ${percent(nationalInsurance.rateIfUnusedBps)}`] as const]),
    ...endorsements.map(
      ({ endorsementId, from, to, waives }) =>
        ['endorsement', `${endorsementId}, ${from} to ${to}, waives ${waives.join(', ')}`] as const,
    ),
  ];
}

function decides({ covers }: Benefit): string {
  const { items, orderKinds, categories, visits, modes, departments, diagnoses } = covers;
  const lists = { orders: orderKinds, lines: categories, visits, modes, departments, diagnoses };
  const narrowed = Object.entries(lists).flatMap(([name, list]) => (list ? [`${name} ${list.join('/')}`] : []));
  if (typeof items === 'object') narrowed.push('formulary' in items ? `formulary ${items.formulary}` : 'listed codes');
  return narrowed.join(', ') || 'everything';
}

function shareOf({ copay, coinsuranceBps = 0, coinsuranceByTierBps = {} }: Benefit): string {
  const tiers = Object.entries(coinsuranceByTierBps).map(([tier, bps]) => `${tier} ${percent(bps)}`);
  const fixed =
    copay === undefined ? [] : [`${yuanText(copay.amount)} ${copay.per === 'order' ? 'an order' : 'a line'}`];
  return [...fixed, [percent(coinsuranceBps), ...tiers].join(', ')].join(' + ');
}

function limitTable(plan: Plan): string {
  const limits = limitsOf(plan);
  if (limits.length === 0) return 'no limits';
  return textTable(
    [left('limit'), left('of'), left('measure'), right('max'), left('per'), left('scope'), left('if exceeded')],
    limits.map(({ path, limit }) => [
      limit.limitId,
      plan.benefits[Number(/^benefits\[(\d+)\]/.exec(path)?.[1])]?.benefitId ?? 'the plan',
      limit.measure,
      figure(limit.measure, limit.max),
      periodOf(limit),
      typeof limit.scope === 'object' ? `pool ${limit.scope.pool}` : (limit.scope ?? 'member'),
      limit.measure === 'count' ? 'refuse' : (limit.onExceed ?? 'reduce'),
    ]),
  );
}

const periodOf = ({ per }: Limit): string => (typeof per === 'object' ? `any ${per.rollingDays} days` : per);

function notes({ formularies, pools }: PlanAtHand['unknown']): readonly string[] {
  return [
    ...formularies.map((id) => `note: not checked here: that the formulary "${id}" exists (--formulary ${id}=<file>)`),
    ...pools.map((id) => `note: not checked here: that the pool "${id}" exists (--pool ${id}=<fen>)`),
    'note: not checked here: the versions published before, whose limit ids must keep their measure',
  ];
}
