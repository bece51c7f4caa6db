import { LAST_DATE, shanghaiInstant } from '../../lambdas/domain/calendar.ts';
import type { TryCommand } from './options.ts';
import type { PlanAtHand } from './plan-file.ts';
import { termTable } from './text-table.ts';
import { yuanText } from './figures.ts';
import type { Trial } from './trial.ts';

/** What the decision was made on, each circumstance with the option that changes it. */
export function assumptions(command: TryCommand, { formularyFiles, unknown }: PlanAtHand, trial: Trial): string {
  const { plan, order, input, coverage } = trial;
  const rows: (readonly [string, string])[] = [
    ['plan', `${plan.planId} version ${plan.version} · ${plan.name.zh} · ${plan.name.en}`],
    ['order', `${order.orderNo}, ${order.kind}, served ${order.serviceAt}`],
    ['arrives', `${shanghaiInstant(input.arrivedAt)}${said(command.at, 'the time of service; --at')}`],
    ['coverage', `${coverage.from} to ${openOr(coverage.to)}${said(command.from ?? command.to, '--from, --to')}`],
    ['national insurance', command.nationalInsurance ? 'yes' : 'no (--national-insurance)'],
    ['birth date', command.birthDate ?? 'not known, so that the rule on children is not checked (--birth-date)'],
    ['family', command.family ?? 'none (--family)'],
    ['provider', `${input.providerId}${said(command.provider, '--provider')}`],
    ['used before', [...command.used].map(([limit, amount]) => `${limit} ${amount}`).join(', ') || 'nothing (--used)'],
    ['prescription', prescriptionOf(command, trial)],
    ['earlier fills', fillsOf(command) || 'none (--fill)'],
  ];
  for (const { formularyId, version, file } of formularyFiles.values()) {
    const items = input.formularies?.get(formularyId)?.entries.size ?? 0;
    rows.push(['formulary', `${formularyId} version ${version}: ${file}, ${items} items`]);
  }
  for (const [poolId, left] of command.pools) rows.push(['pool', `${poolId}: ${yuanText(left)} left`]);
  for (const poolId of unknown.pools)
    rows.push(['pool', `${poolId}: a budget without an end (--pool ${poolId}=<fen>)`]);
  return termTable(rows);
}

const said = (given: string | undefined, otherwise: string): string => (given === undefined ? ` (${otherwise})` : '');
const openOr = (date: string): string => (date === LAST_DATE ? 'open' : date);

function prescriptionOf({ prescriptionFile }: TryCommand, { order, input }: Trial): string {
  const { prescriptionNo } = order;
  if (prescriptionNo === undefined)
    return prescriptionFile === undefined ? 'the order names none' : 'not used, because the order names none';
  return input.prescription === undefined
    ? `${prescriptionNo} does not exist (--prescription)`
    : `${prescriptionNo}: ${prescriptionFile}`;
}

function fillsOf({ fills }: TryCommand): string {
  return [...fills]
    .flatMap(([code, all]) => all.map(({ date, daysSupply }) => `${code} on ${date} for ${daysSupply} days`))
    .join(', ');
}
