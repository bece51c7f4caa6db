import { afterAll, beforeAll, expect, it } from 'vitest';
import { routes } from '../../lambdas/contracts/routes.ts';
import { startCheckedConnector } from '../support/checked-connector.ts';
import type { Connector } from '../support/connector.ts';
import { storedItems } from '../support/stored-items.ts';

let connector: Connector;
beforeAll(async () => {
  connector = await startCheckedConnector();
});
afterAll(() => connector.stop());

it('says to anybody that it answers and reaches its table, and says so where it does not', async () => {
  expect(await connector.request('GET', '/health')).toMatchObject({
    status: 200,
    body: { status: 'ok', stage: 'local' },
  });
  connector.traffic.setFaults(() => 'internal-error');
  expect(await connector.request('GET', '/health')).toMatchObject({
    status: 503,
    body: { code: 'connector.unavailable' },
  });
  connector.traffic.setFaults(undefined);
});

it('serves the document of every route, and the same for people, without a signature', async () => {
  const { status, body } = await connector.request<{ paths: Record<string, object> }>('GET', '/openapi.json');
  expect(status).toBe(200);
  for (const { path, method } of Object.values(routes)) {
    expect(Object.keys(body.paths[path] ?? {})).toContain(method.toLowerCase());
  }
  const page = await connector.request('GET', '/docs');
  expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
  expect(page.text).not.toMatch(/(src|href)="(https?:)?\/\//);
  const headers = { 'if-none-match': page.headers['etag'] ?? '' };
  const current = await connector.request('GET', '/docs', undefined, { headers });
  expect([current.status, current.text]).toEqual([304, '']);
});

it.each([
  ['GET', '/'],
  ['GET', '/v1'],
  ['GET', '/v1/settlements'],
  ['DELETE', '/v1/orders/HX-1'],
  ['POST', '/v1/settlements/'],
  ['PATCH', '/v1/coverages/C-1'],
  ['POST', '/health'],
  ['PUT', '/_local/clock'],
])('has no route %s %s, signed or not', async (method, target) => {
  const before = await storedItems(connector);
  for (const caller of [connector, connector.as('hospital-a')]) {
    const answer = await caller.request(method, target, method === 'GET' ? undefined : {});
    expect(answer).toMatchObject({ status: 404, body: { code: 'route.unknown', retry: 'never' } });
  }
  expect(await storedItems(connector)).toEqual(before);
});

it('leaves no failure behind', () => expect(connector.failures).toEqual([]));
