// npm run plan -- check <plan.json> | try <plan.json> <order.json>
import { renderDecision } from '../lambdas/contracts/render-decision.ts';
import { adjudicateTold } from '../lambdas/domain/adjudicate-told.ts';
import { adjudicate } from '../lambdas/domain/adjudicate.ts';
import { renderTrace } from '../lambdas/contracts/render-trace.ts';
import { shanghaiDate } from '../lambdas/domain/calendar.ts';
import { Trace } from '../lambdas/domain/trace.ts';
import { Refusal } from './refusal.ts';
import { assumptions } from './workbench/assumptions.ts';
import { summary } from './workbench/check.ts';
import { decisionReport } from './workbench/decision-report.ts';
import { Faulty } from './workbench/documents.ts';
import type { TryCommand } from './workbench/options.ts';
import { usage, workbenchCommand } from './workbench/options.ts';
import { readPlan } from './workbench/plan-file.ts';
import { traceReport } from './workbench/trace-report.ts';
import { trialDocuments, trialOf } from './workbench/trial.ts';

/** Exit status: 0 done, 1 a faulty document, 2 nothing could be done with what was typed. */
function run(words: readonly string[]): void {
  if (words.length === 0 || words[0] === 'help') return console.log(usage);
  const command = workbenchCommand(words);
  if (command.command === 'check') console.log(summary(readPlan(command)));
  else tryOrder(command);
}

function tryOrder(command: TryCommand): void {
  const documents = trialDocuments(command);
  const trial = trialOf(command, documents);
  const { order, input } = trial;
  const trace = command.trace ? new Trace() : undefined;
  const { decision } = trace === undefined ? adjudicate(input) : adjudicateTold(input, trace);
  const answer = renderDecision(decision, order.orderNo, shanghaiDate(input.arrivedAt));
  const story = trace && renderTrace(trace, []);
  const grounds = assumptions(command, documents.atHand, trial);
  if (command.json) {
    console.error(grounds);
    console.log(JSON.stringify({ ...answer, ...(story && { trace: story.steps }) }, null, 2));
  } else {
    const parts = [grounds, decisionReport(answer, order, decision.refused), ...(story ? [traceReport(story)] : [])];
    console.log(parts.join('\n\n'));
  }
}

/** A field's name comes from the document, and a terminal obeys control characters. */
const printable = (text: string): string => text.replaceAll(/\p{Cc}/gu, '?');

try {
  run(process.argv.slice(2));
} catch (error) {
  process.exitCode = error instanceof Faulty ? 1 : 2;
  if (error instanceof Faulty) {
    for (const { file, path, message } of error.faults) {
      console.error(printable([file, path, message].filter((part) => part !== '').join(': ')));
    }
  } else if (error instanceof Refusal) console.error(`${error.message}.`);
  else throw error;
}
