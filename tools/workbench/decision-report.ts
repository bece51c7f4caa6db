import type { DecisionAnswer } from '../../lambdas/contracts/decision-answer.ts';
import { yuan } from '../../lambdas/domain/money.ts';
import type { Order } from '../../lambdas/domain/order.ts';
import { figure } from './figures.ts';
import { left, right, textTable } from './text-table.ts';

type Reason = DecisionAnswer['reasons'][number];

/** A decision for people, in yuan: lines and totals, every reason in both languages, the outcome, the limits after it. */
export function decisionReport(answer: DecisionAnswer, order: Order, refused: boolean): string {
  return [
    lineTable(answer, order),
    reasonTexts(answer),
    `outcome: ${answer.decision}, the order is ${refused ? 'declined and takes nothing' : 'settled'}`,
    limitTable(answer),
  ].join('\n\n');
}

function lineTable({ lines, totals }: DecisionAnswer, order: Order): string {
  const amounts = ({ billed, priorPaid, insurer, patient, writeOff }: DecisionAnswer['totals']): readonly string[] =>
    [billed, priorPaid, insurer, patient, writeOff].map(yuan);
  const columns = ['billed', 'prior paid', 'insurer', 'patient', 'write-off'];
  return textTable(
    [right('line'), left('item'), left('benefit'), ...columns.map(right)],
    [
      ...lines.map((line, at) => [
        String(line.lineNo),
        order.lines[at]?.name ?? '',
        line.benefitId ?? 'none',
        ...amounts(line),
      ]),
      ['', 'total', '', ...amounts(totals)],
    ],
  );
}

function reasonTexts({ lines, reasons }: DecisionAnswer): string {
  const rows = [
    ...reasons.flatMap((reason) => reasonRows('order', reason)),
    ...lines.flatMap((line) => line.reasons.flatMap((reason) => reasonRows(String(line.lineNo), reason))),
  ];
  if (rows.length === 0) return 'no reasons: the insurer pays all of it';
  return textTable([right('line'), left('reason'), right('amount'), left('why'), left('rule')], rows);
}

/** One reason is two rows, so that neither language is squeezed beside the other. */
function reasonRows(line: string, { code, amount, zh, en, rule }: Reason): readonly (readonly string[])[] {
  return [
    [line, code, yuan(amount), zh, rule],
    ['', '', '', en, ''],
  ];
}

function limitTable({ accumulators }: DecisionAnswer): string {
  if (accumulators.length === 0) return 'no limits to show';
  const columns = ['max', 'used', 'held', 'remaining'];
  return textTable(
    [left('limit after it'), left('scope'), left('measure'), ...columns.map(right), left('period')],
    accumulators.map(({ limitId, scope, measure, max, used, held, remaining, period }) => [
      ...[limitId, scope, measure],
      ...[max, used, held, remaining].map((value) => figure(measure, value)),
      period === null ? 'lifetime' : `${period.from} to ${period.to}`,
    ]),
  );
}
