import type { TraceStep } from './trace-step.ts';

/** What a rule was asked or answered: fen, basis points, ten-thousandths of a unit, a date, a code or a word, by its step. */
export type TraceValue = number | string | boolean | null | undefined;

/** One question to one rule: what the order brought, what the rule held against it, and what it answered. */
export interface TraceEntry {
  readonly step: TraceStep;
  /** the rule of the plan or of the product, as reasons name it */
  readonly rule: string;
  readonly coverageId: string | undefined;
  readonly lineNo: number | undefined;
  readonly asked: TraceValue;
  readonly against: TraceValue;
  readonly answered: TraceValue;
}

/** The whole story of a decision, in the order in which the rules were asked. Written only where somebody wants it. */
export class Trace {
  readonly entries: TraceEntry[] = [];

  /** Of the whole order, or of a coverage or a line of it. */
  tell(
    step: TraceStep,
    rule: string,
    asked: TraceValue,
    against: TraceValue,
    answered: TraceValue,
    coverageId?: string,
    lineNo?: number,
  ): void {
    this.entries.push({ step, rule, coverageId, lineNo, asked, against, answered });
  }
}

/** The part of a trace that belongs to one coverage; it is absent where no trace is kept, so that a rule asks it with `?.`. */
export class CoverageTrace {
  readonly #trace: Trace;
  readonly #coverageId: string;

  constructor(trace: Trace, coverageId: string) {
    this.#trace = trace;
    this.#coverageId = coverageId;
  }

  tell(
    lineNo: number,
    step: TraceStep,
    rule: string,
    asked: TraceValue,
    against: TraceValue,
    answered: TraceValue,
  ): void {
    this.#trace.tell(step, rule, asked, against, answered, this.#coverageId, lineNo);
  }
}

/** How a check answers. */
export type Verdict = 'passed' | 'refused' | 'waived';
