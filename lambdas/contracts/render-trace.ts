import { shanghaiInstant } from '../domain/calendar.ts';
import { formatQuantity } from '../domain/quantity.ts';
import type { TraceUnit } from '../domain/trace-step.ts';
import { traceSteps } from '../domain/trace-step.ts';
import type { Trace, TraceEntry, TraceValue } from '../domain/trace.ts';
import type { TraceAnswer } from './trace-answer.ts';

type StepAnswer = TraceAnswer['steps'][number];
type Figure = StepAnswer['answered'];

/** A trace as an auditor reads it: each step with its question in both languages, and every figure with its unit. */
export function renderTrace({ entries }: Trace, differences: readonly string[]): TraceAnswer {
  return { differences: [...differences], steps: entries.map(renderStep) };
}

function renderStep({ step, rule, coverageId, lineNo, asked, against, answered }: TraceEntry): StepAnswer {
  const { section, units, zh, en } = traceSteps[step];
  return {
    ...{ section, step, zh, en, rule },
    ...(coverageId !== undefined && { coverageId }),
    ...(lineNo !== undefined && { lineNo }),
    ...(asked !== undefined && { asked: figure(asked, units[0]) }),
    ...(against !== undefined && { against: figure(against, units[1]) }),
    answered: figure(answered, units[2]),
  };
}

function figure(value: TraceValue, unit: TraceUnit): Figure {
  if (typeof value !== 'number') return { value: value ?? null, unit: unit === 'date' ? unit : 'text' };
  if (unit === 'quantity') return { value: formatQuantity(value), unit };
  return { value: unit === 'instant' ? shanghaiInstant(value) : value, unit };
}
