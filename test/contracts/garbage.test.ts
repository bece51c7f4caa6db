import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { problemAnswer } from '../../lambdas/contracts/problem-answer.ts';
import { type Connector, startConnector } from '../support/connector.ts';
import { fullEligibilityCheck, fullEnrolment, fullFormularyEntry, fullPlan, fullSettlement } from './full-bodies.ts';
import { changed, pathsOf } from './spoil.ts';

// on a busy machine it takes several times as long
vi.setConfig({ testTimeout: 90_000 });

let connector: Connector;

beforeAll(async () => {
  connector = await startConnector();
});
afterAll(() => connector.stop());

const doors = [
  ['hospital-a', 'POST', '/v1/settlements', fullSettlement],
  ['hospital-a', 'POST', '/v1/quotes', fullSettlement],
  ['hospital-a', 'POST', '/v1/eligibility-checks', fullEligibilityCheck],
  ['insurer-a', 'PUT', '/v1/plans/ehealth-direct/versions/3', fullPlan],
  ['insurer-a', 'PUT', '/v1/formularies/core/versions/3', [fullFormularyEntry]],
  ['insurer-a', 'PUT', '/v1/coverages/C-1', fullEnrolment],
] as const;

/** Any JSON at all, and sound bodies with one value replaced by any JSON: the second gets much deeper. */
const requests = fc.constantFrom(...doors).chain(([partner, method, path, sound]) => {
  const spoilt = fc
    .tuple(fc.constantFrom(...pathsOf(sound)), fc.jsonValue({ maxDepth: 3 }))
    .map(([place, value]) => changed(sound, place, value));
  const content = fc.oneof(
    fc.jsonValue(),
    spoilt,
    fc.string({ unit: 'binary' }),
    fc.uint8Array().map((bytes) => Buffer.from(bytes)),
  );
  return content.map((body) => ({ partner, method, path, body }));
});

it('answers garbage with a decision or a problem of its own, never with a 5xx', async () => {
  const seen = new Set<number>();
  await fc.assert(
    fc.asyncProperty(requests, async ({ partner, method, path, body }) => {
      const sent = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
      const answered = await connector.as(partner).request(method, path, sent);
      seen.add(answered.status);
      expect(answered.status).toBeLessThan(500);
      if (answered.status >= 400) problemAnswer.parse(answered.body);
      if (answered.status === 400) expect(answered.body).toHaveProperty('errors');
    }),
    { numRuns: 500 },
  );
  expect(connector.failures).toEqual([]);
  expect(seen.has(400)).toBe(true);
});
