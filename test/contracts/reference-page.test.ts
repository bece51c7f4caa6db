import { createHmac, createPublicKey, verify } from 'node:crypto';
import { expect, it } from 'vitest';
import { problemKinds } from '../../lambdas/contracts/problem-codes.ts';
import { markup } from '../../lambdas/contracts/markup.ts';
import { jsonText } from '../../lambdas/contracts/reference/prose.ts';
import { signingExample } from '../../lambdas/contracts/reference/signing-example.ts';
import { webhookExample } from '../../lambdas/contracts/reference/webhook-example.ts';
import { renderReference } from '../../lambdas/contracts/render-reference.ts';
import { routes } from '../../lambdas/contracts/routes.ts';
import { reasonCodes } from '../../lambdas/domain/reason.ts';

const { page } = renderReference();
const ids = [...page.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]);

it('is the same in every build', () => {
  expect(renderReference().page).toBe(page);
});

it('leads every link to one place on the page', () => {
  const links = [...page.matchAll(/ href="#([^"]+)"/g)].map((match) => match[1]);
  expect(links.length).toBeGreaterThan(300);
  expect(links.filter((link) => !ids.includes(link))).toEqual([]);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
});

it('has an entry for every route, problem code and reason code, the reasons in both languages', () => {
  const wanted = [
    ...Object.keys(routes),
    ...Object.keys(problemKinds).map((code) => `problem-${code}`),
    ...Object.keys(reasonCodes).map((code) => `reason-${code}`),
  ];
  expect(wanted.filter((id) => !ids.includes(id))).toEqual([]);
  for (const { zh, en } of Object.values(reasonCodes))
    expect([page.includes(zh), page.includes(en)]).toEqual([true, true]);
});

it('needs no script and nothing from elsewhere', () => {
  expect(page).not.toMatch(/<script|<img|<iframe|@import|url\(|https?:\/\/| on\w+=/i);
});

it('shows a signature that verifies with the public test key of RFC 9421', () => {
  const { base, headers } = signingExample();
  // B.1.4 as the RFC prints it
  const key = createPublicKey(
    '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=\n-----END PUBLIC KEY-----\n',
  );
  const signature = Buffer.from(headers['Signature']?.slice('sig1=:'.length, -1) ?? '', 'base64');
  expect(verify(null, Buffer.from(base), key, signature)).toBe(true);
  expect(verify(null, Buffer.from(`${base}\n`), key, signature)).toBe(false);
  expect(page).toContain(headers['Signature']);
});

it('shows a webhook that verifies with the secret beside it, by the standard and by hand', () => {
  const { secret, base, body, headers } = webhookExample();
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  expect(headers['Webhook-Signature']).toBe(`v1,${createHmac('sha256', key).update(base).digest('base64')}`);
  expect(base).toBe(`${headers['Webhook-Id']}.${headers['Webhook-Timestamp']}.${body}`);
  for (const shown of [secret, headers['Webhook-Signature'] ?? '', headers['Webhook-Id'] ?? ''])
    expect(page).toContain(shown);
});

it('escapes what it did not write itself', () => {
  expect(markup`<p title="${'"'}">${'<b> & '}${markup`<i>`}${false}${undefined}${7}${['a', 'b']}</p>`.markup).toBe(
    '<p title="&quot;">&lt;b&gt; &amp; <i>7ab</p>',
  );
});

it('lays JSON out so that it reads back the same', () => {
  const value = { a: [1, { b: 'x'.repeat(90), c: {}, d: [] }], e: null, f: 'y' };
  expect(JSON.parse(jsonText(value))).toEqual(value);
  expect(jsonText({ a: 1, b: [true] })).toBe('{ "a": 1, "b": [true] }');
});
