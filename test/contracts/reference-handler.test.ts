import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Connector, startConnector } from '../support/connector.ts';

let connector: Connector;

beforeAll(async () => {
  connector = await startConnector();
});
afterAll(() => connector.stop());

const get = (path: string, headers: Record<string, string> = {}) =>
  connector.request('GET', path, undefined, { headers });

it.each([
  ['/openapi.json', 'application/json'],
  ['/docs', 'text/html; charset=utf-8'],
])('%s is served unsigned, and again only when it has changed', async (path, contentType) => {
  const first = await get(path);
  expect([first.status, first.headers['content-type']]).toEqual([200, contentType]);
  expect(first.headers['cache-control']).toBe('public, max-age=300');
  expect(first.headers['connector-request-id']).toBeTruthy();
  const etag = first.headers['etag'] ?? '';
  for (const sent of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
    const again = await get(path, { 'if-none-match': sent });
    expect([again.status, again.text, again.headers['etag']]).toEqual([304, '', etag]);
  }
  expect((await get(path, { 'if-none-match': '"other"' })).text).toBe(first.text);
});

it('serves an OpenAPI 3.1 document that is JSON', async () => {
  const { body } = await get('/openapi.json');
  expect(body).toMatchObject({ openapi: '3.1.0', info: { license: { identifier: 'Apache-2.0' } } });
});

it('allows the page its own style and nothing else', async () => {
  const { text, headers } = await get('/docs');
  const style = /<style>([^]*?)<\/style>/.exec(text)?.[1] ?? '';
  const hash = createHash('sha256').update(style).digest('base64');
  expect(style.length).toBeGreaterThan(1_000);
  expect(headers['content-security-policy']).toBe(
    `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  );
});
