import { shanghaiInstant } from '../domain/calendar.ts';
import { formatQuantity } from '../domain/quantity.ts';
import type { TraceUnit } from '../domain/trace-step.ts';
import { traceSteps } from '../domain/trace-step.ts';
import type { Trace, TraceEntry, TraceValue } from '../domain/trace.ts';
import type { TraceAnswer } from './trace-answer.ts';

type StepAnswer = TraceAnswer['steps'][number];
type Figure = StepAnswer['answered'];

/** Some 250 bytes each: an answer of more than 6 MB cannot leave a function. */
const MAX_STEPS = 10_000;

/**
 * A trace as an auditor reads it: each step with its question in both languages, and every figure with its unit. Of more steps than an
 * answer can hold, the first ones, and how many are left out; of one line, those of that line and of the whole order.
 */
export function renderTrace({ entries }: Trace, differences: readonly string[], lineNo?: number): TraceAnswer {
  const wanted = entries.filter((entry) => lineNo === undefined || (entry.lineNo ?? lineNo) === lineNo);
  const steps = wanted.slice(0, MAX_STEPS).map(renderStep);
  return { differences: [...differences], steps, omitted: wanted.length - steps.length };
}

function renderStep({ step, rule, coverageId, lineNo, asked, against, answered }: TraceEntry): StepAnswer {
  const { section, units, zh, en } = traceSteps[step];
  return {
    ...{ section, step, zh, en, rule },
    ...(coverageId !== undefined && { coverageId }),
    ...(lineNo !== undefined && { lineNo }),
    ...(asked !== undefined && { asked: figure(asked, units[0]) }),
    ...(against !== undefined && { against: figure(against, units[1]) }),
    answered: figure(answered, step === 'draw' ? drawnUnit(against) : units[2]),
  };
}

/** What is drawn is in the unit of its limit, which the step names. */
function drawnUnit(measure: TraceValue): TraceUnit {
  return measure === 'quantity' ? 'quantity' : measure === 'count' ? 'orders' : 'fen';
}

function figure(value: TraceValue, unit: TraceUnit): Figure {
  if (typeof value !== 'number') return { value: value ?? null, unit: unit === 'date' ? unit : 'text' };
  if (unit === 'quantity') return { value: formatQuantity(value), unit };
  return { value: unit === 'instant' ? shanghaiInstant(value) : value, unit };
}
