import { expect } from 'vitest';
import type { ArrivedRequest } from '../../local/gateway/proxy-event.ts';
import { answerFaults } from './answer-faults.ts';
import type { Answer } from './connector.ts';

/** Holds every answer to what the OpenAPI document says of it, and every decision to the invariants of the contract. */
export function checkAnswer(request: ArrivedRequest, answer: Answer<unknown>): void {
  expect(answerFaults(request, answer), `${request.method} ${request.target}: ${answer.status}`).toEqual([]);
}
