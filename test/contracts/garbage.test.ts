import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { problemAnswer } from '../../lambdas/contracts/problem-answer.ts';
import { type Connector, startConnector } from '../support/connector.ts';
import { consultOrder } from '../support/documents.ts';
import { enrol, publish } from '../support/enrolment.ts';
import { orderIdOf } from '../../lambdas/storage/keys.ts';
import * as full from './full-bodies.ts';
import { changed, pathsOf } from './spoil.ts';

// on a busy machine it takes several times as long
vi.setConfig({ testTimeout: 90_000 });

let connector: Connector;

beforeAll(async () => {
  connector = await startConnector();
  await publish(connector, 'held');
  await enrol(connector, 'M-1', 'held');
  const held = await connector
    .as('hospital-a')
    .request('POST', '/v1/authorizations', consultOrder('HX-HELD', 'M-1', 900));
  expect(held.body).toMatchObject({ status: 'authorized', authorizationId: authorization.split('/').at(-1) });
});
afterAll(() => connector.stop());

/** Of an order that is authorised, so that garbage gets past the authorization's own door. */
const authorization = `/v1/authorizations/${orderIdOf('hospital-a', 'HX-HELD')}.1`;

const doors = [
  ['hospital-a', 'POST', '/v1/settlements', full.fullSettlement],
  ['hospital-a', 'POST', '/v1/quotes', full.fullSettlement],
  ['hospital-a', 'POST', '/v1/authorizations', full.fullAuthorization],
  ['hospital-a', 'POST', `${authorization}/captures`, full.fullCapture],
  ['hospital-a', 'POST', `${authorization}/void`, { field: 0 }],
  ['hospital-a', 'POST', '/v1/orders/HX-HELD/reversals', full.fullReversal],
  ['hospital-a', 'PUT', '/v1/prescriptions/RX-1', full.fullPrescription],
  ['hospital-a', 'POST', '/v1/prescriptions/RX-1/void', full.fullWithdrawal],
  ['hospital-a', 'POST', '/v1/eligibility-checks', full.fullEligibilityCheck],
  ['insurer-a', 'PUT', '/v1/plans/ehealth-direct/versions/3', full.fullPlan],
  ['insurer-a', 'PUT', '/v1/formularies/core/versions/3', [full.fullFormularyEntry]],
  ['insurer-a', 'PUT', '/v1/coverages/C-1', full.fullEnrolment],
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
