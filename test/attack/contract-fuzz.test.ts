import { beforeAll, describe, expect, it } from 'vitest';
import { routes } from '../../lambdas/contracts/routes.ts';
import type { RoundResult } from '../../proof/fuzz/round.ts';
import { runRound } from '../../proof/fuzz/round.ts';
import type { Answer } from '../support/connector.ts';
import { proofSize } from '../support/proof-size.ts';

/** Faults put into answers on purpose, by the number of the request. */
const spoilt: Readonly<Record<number, (answer: Answer<unknown>) => Answer<unknown>>> = {
  100: (answer) => ({ ...answer, status: 500 }),
  300: (answer) => ({ ...answer, headers: { ...answer.headers, 'content-type': 'text/plain' } }),
  500: (answer) => ({ ...answer, status: 299 }),
  700: (answer) => ({ ...answer, body: undefined, status: 400 }),
  900: (answer) => ({ ...answer, headers: { ...answer.headers, 'connector-request-id': '' } }),
};

let result: RoundResult;
beforeAll(async () => {
  // another seed finds other answers: `npm run fuzz -- --seed N` tries as many as there is time for
  result = await runRound({
    seed: 20_260_615,
    requests: proofSize(16_000),
    heard: (answer, number) => spoilt[number]?.(answer) ?? answer,
  });
}, 180_000);

describe('requests that are made from the OpenAPI document and spoilt', () => {
  it('are answered as the document says, and no answer is a failure', () => {
    const found = result.findings.filter(({ requests }) => spoilt[requests] === undefined);
    expect(found).toEqual([]);
  });

  it('are held to it: answers that were changed on the way are found, each by its request', () => {
    const found = result.findings.map(({ requests }) => requests).filter((number) => spoilt[number] !== undefined);
    expect(found).toEqual(Object.keys(spoilt).map(Number));
  });

  it.each(Object.values(routes).map(({ operationId }) => operationId))('get past the checks of %s', (operationId) => {
    const taken = Object.keys(result.outcomes).filter((outcome) => outcome.startsWith(`${operationId} 2`));
    expect(taken).not.toEqual([]);
  });
});
