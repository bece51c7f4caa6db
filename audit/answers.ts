import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Evidence } from './evidence.ts';
import { aboutOrder } from './stored-item.ts';
import { orderIdOf } from './table/fact.ts';

export const ANSWERED_OPERATIONS = ['settle', 'authorize', 'capture', 'void', 'reverse', 'event'] as const;

/** An answer that a partner holds: what was asked, and what was said to have come of it. One is a line of a journal, as JSON. */
export interface HeldAnswer {
  /** epoch milliseconds of the product's time */
  readonly at: number;
  readonly partnerId: string;
  readonly operation: (typeof ANSWERED_OPERATIONS)[number];
  readonly orderNo: string;
  /** `captureNo`, `reversalNo` or `webhook-id`; null where the order's number is all there is */
  readonly number: string | null;
  /** SHA-256 of the bytes of the body, hexadecimal */
  readonly content: string;
  /** of the fact that the answer names; null: it names none */
  readonly factId: string | null;
  /** `status` of the answer; null: it has none */
  readonly outcome: string | null;
  /** what insurers pay by the answer, fen; null: it does not say */
  readonly insurer: number | null;
}

/** An answer as evidence about its order. */
export interface AnswerEvidence extends Evidence {
  readonly kind: 'answer';
  readonly answer: HeldAnswer;
}

export const answerEvidence = (answer: HeldAnswer): AnswerEvidence => ({
  ...{ about: aboutOrder(orderIdOf(answer.partnerId, answer.orderNo)), kind: 'answer', answer },
});

export const answerLine = (answer: HeldAnswer): string => `${JSON.stringify(answer)}\n`;

/** Reads a journal, an answer a line. Throws where a line is none, with its number: a journal that cannot be read proves nothing. */
export async function* readAnswers(path: string): AsyncGenerator<HeldAnswer> {
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    number += 1;
    if (line === '') continue;
    const answer = answerIn(line);
    if (answer === undefined) throw new Error(`line ${number} of ${path} is no answer`);
    yield answer;
  }
}

function answerIn(line: string): HeldAnswer | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  return isAnswer(value) ? value : undefined;
}

function isAnswer(value: unknown): value is HeldAnswer {
  if (typeof value !== 'object' || value === null) return false;
  const { at, partnerId, operation, orderNo, number, content, factId, outcome, insurer } = value as HeldAnswer;
  const isText = (one: unknown) => typeof one === 'string';
  const isTextOrNull = (one: unknown) => one === null || typeof one === 'string';
  return (
    Number.isSafeInteger(at) &&
    [partnerId, orderNo, content].every(isText) &&
    [number, factId, outcome].every(isTextOrNull) &&
    ANSWERED_OPERATIONS.includes(operation) &&
    (insurer === null || Number.isSafeInteger(insurer))
  );
}
