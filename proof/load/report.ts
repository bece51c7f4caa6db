import { left, right, textTable } from '../../tools/workbench/text-table.ts';
import { isSound, reportOf } from '../../tools/audit-report.ts';
import type { LoadReport } from './load-run.ts';
import type { Sums } from './tally.ts';

const HEADINGS = [left('request'), ...['answered', 'a second', 'p50 ms', 'p99', 'p99.9', 'max', 'errors'].map(right)];
/** The longest life of an order, and then some. */
const LIFE_SECONDS = 8;
/** By so much the answers may fall behind the requests. */
const SLACK = 1.02;

export interface Verdict {
  readonly says: string;
  readonly isGood: boolean;
}

/** What must hold for the load to count as carried. `goalMs`: what 99 of 100 answers take at most. */
export function verdictsOf(report: LoadReport, rate: number, goalMs: number): readonly Verdict[] {
  const all = sumsOfAll(report);
  const { orders, seconds, tookSeconds, drainedAfterSeconds: drained, isLedgerBalanced } = report;
  const isHeld = tookSeconds <= seconds * SLACK + LIFE_SECONDS;
  return [
    {
      says: `${orders} orders, ${rate} a second for ${seconds} s: the last answer came after ${rounded(tookSeconds)} s`,
      isGood: isHeld,
    },
    { says: `${all.errors} errors`, isGood: all.errors === 0 },
    { says: `99 of 100 answers within ${rounded(all.p99)} ms (goal: ${goalMs})`, isGood: all.p99 <= goalMs },
    { says: drained === undefined ? 'work is left' : 'all work was done', isGood: drained !== undefined },
    { says: `the ledger ${isLedgerBalanced ? 'balances' : 'does not balance'}`, isGood: isLedgerBalanced },
    { says: `the audit ${isSound(report.audit) ? 'finds nothing' : 'has findings'}`, isGood: isSound(report.audit) },
  ];
}

export function reportText(report: LoadReport): string {
  const { sums, answers, faults, saturation, backlog, lag, seconds } = report;
  const seen = sums.filter(({ answered, errors }) => answered > 0 || errors > 0);
  const still = Object.entries(backlog).filter(([, count]) => count > 0);
  const { p50, p99, max } = saturation.mainThread;
  return [
    textTable(
      HEADINGS,
      seen.map((one) => cellsOf(one, seconds)),
    ),
    '',
    `answers by status: ${Object.entries(answers)
      .map(([status, count]) => `${status} ${count}`)
      .join(', ')}`,
    ...Object.entries(faults).map(([fault, count]) => `  ${count} × ${fault}`),
    '',
    textTable(
      [left('program'), right('cores'), right('its busiest thread')],
      saturation.cores.map(({ program, all, busiestThread }) => [program, all.toFixed(2), busiestThread.toFixed(2)]),
    ),
    `the product's main thread lets a request wait ${rounded(p50)} ms, ${rounded(p99)} at p99, ${rounded(max)} at most`,
    `the driver was late itself by ${rounded(lag.p99)} ms at p99, ${rounded(lag.max)} at most`,
    '',
    `behind at the end: ${still.length === 0 ? 'nothing' : still.map(([name, count]) => `${name} ${count}`).join(', ')}`,
    `drained after ${report.drainedAfterSeconds === undefined ? 'more than it was waited for' : `${rounded(report.drainedAfterSeconds)} s`}, the day closed in ${rounded(report.closedAfterSeconds)} s`,
    '',
    reportOf(report.audit),
  ].join('\n');
}

const sumsOfAll = ({ sums }: LoadReport): Sums => {
  const all = sums.find(({ kind }) => kind === 'all');
  if (all === undefined) throw new Error('the driver reported no sums');
  return all;
};

const cellsOf = ({ kind, answered, p50, p99, p999, max, errors }: Sums, seconds: number): readonly string[] => [
  ...[kind, String(answered), (answered / seconds).toFixed(1)],
  ...[p50, p99, p999, max].map(rounded),
  String(errors),
];

const rounded = (value: number): string => (value < 10 ? value.toFixed(1) : Math.round(value).toString());
