import type { TraceAnswer } from '../../lambdas/contracts/trace-answer.ts';
import { yuan } from '../../lambdas/domain/money.ts';
import { percent } from './figures.ts';
import { left, right, textTable } from './text-table.ts';

type Figure = TraceAnswer['steps'][number]['answered'];

/** Every question that the decision put to a rule, in the order in which it was put, with amounts in yuan. */
export function traceReport({ steps }: TraceAnswer): string {
  const columns = ['step', 'line', 'question', '', 'asked', 'against', 'answered', 'rule'];
  return textTable(
    columns.map((heading) => (['line', 'asked', 'against', 'answered'].includes(heading) ? right : left)(heading)),
    steps.map(({ section, lineNo, step, zh, asked, against, answered, rule }) => [
      ...[section, lineNo === undefined ? '' : String(lineNo), step, zh],
      ...[figureText(asked), figureText(against), figureText(answered), rule],
    ]),
  );
}

function figureText(figure: Figure | undefined): string {
  if (figure === undefined || figure.value === null) return '';
  const { value, unit } = figure;
  if (unit === 'fen') return yuan(Number(value));
  return unit === 'bps' ? percent(Number(value)) : String(value);
}
