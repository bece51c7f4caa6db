import { describe, expect, it } from 'vitest';
import type { Partner, WebhookSecret } from '../../lambdas/storage/partner-item.ts';
import { partnerCommand } from '../../tools/partner-command.ts';
import { withoutWebhookSecret, withWebhookSecret, withWebhookUrl } from '../../tools/partner-webhooks.ts';

const now = Date.parse('2026-11-21T10:00:00Z');
const day = 86_400_000;
const at = (days: number) => new Date(now + days * day).toISOString();
const secret = (name: string, term: Pick<WebhookSecret, 'from' | 'until'> = {}): WebhookSecret => ({
  name,
  sealed: `sealed ${name}`,
  ...term,
});
const pharmacy: Partner = { partnerId: 'pharmacy-1', kind: 'pharmacy', status: 'active', keys: [] };
const insurer: Partner = { ...pharmacy, partnerId: 'insurer-1', kind: 'insurer' };
const one = withWebhookSecret(pharmacy, secret('a'), now);

describe('the webhook secrets of a partner', () => {
  it('are two at once at most, and a third as soon as one ends where it begins', () => {
    const two = withWebhookSecret(one, secret('b'), now);
    expect(() => withWebhookSecret(two, secret('c'), now)).toThrow('more than 2 active webhook secrets');
    const ending = withoutWebhookSecret(two, 'a', now + 5 * day);
    expect(() => withWebhookSecret(ending, secret('c', { from: at(4) }), now)).toThrow('more than 2 active');
    expect(withWebhookSecret(ending, secret('c', { from: at(5) }), now).webhookSecrets).toHaveLength(3);
  });

  it('are never given a name twice, not even that of one that has ended', () => {
    expect(() => withWebhookSecret(withoutWebhookSecret(one, 'a', now), secret('a'), now)).toThrow('given once');
  });

  it('end once, and keep their seal', () => {
    const retired = withoutWebhookSecret(one, 'a', now);
    expect(retired.webhookSecrets).toEqual([{ name: 'a', sealed: 'sealed a', until: at(0) }]);
    expect(() => withoutWebhookSecret(retired, 'a', now + day)).toThrow('already');
    expect(() => withoutWebhookSecret(pharmacy, 'a', now)).toThrow('no webhook secret a');
  });

  it('are refused where they would never be active', () => {
    expect(() => withWebhookSecret(pharmacy, secret('a', { until: at(-1) }), now)).toThrow('never be active');
  });

  it('are of providers only, as is a webhook URL', () => {
    const hospital: Partner = { ...pharmacy, kind: 'hospital' };
    expect(withWebhookSecret(hospital, secret('a'), now).webhookSecrets).toHaveLength(1);
    expect(() => withWebhookSecret(insurer, secret('a'), now)).toThrow('only providers');
    expect(() => withWebhookUrl(insurer, 'https://insurer.example/')).toThrow('only providers');
  });
});

describe('the webhook URL of a partner', () => {
  it('is set, changed and taken away, and says where nothing would change', () => {
    const set = withWebhookUrl(pharmacy, 'https://a.example/');
    expect(set.webhookUrl).toBe('https://a.example/');
    expect(withWebhookUrl(set, 'https://b.example/').webhookUrl).toBe('https://b.example/');
    expect(withWebhookUrl(set, undefined).webhookUrl).toBeUndefined();
    expect(() => withWebhookUrl(set, 'https://a.example/')).toThrow('already');
    expect(() => withWebhookUrl(pharmacy, undefined)).toThrow('is none already');
  });

  const set = (stage: string, url: string) =>
    partnerCommand(['set-webhook-url', 'hospital-1', '--stage', stage, '--url', url]);

  it.each([
    ['prod', 'https://hospital.example/hooks?x=1'],
    ['local', 'https://hospital.example/hooks'],
    ['local', 'http://127.0.0.1:4000/hooks'],
  ])('in %s may be %s', (stage, url) => {
    expect(set(stage, url)).toMatchObject({ command: 'set-webhook-url', url });
  });

  it('is taken away by the word none', () => {
    expect(set('prod', 'none')).toMatchObject({ url: undefined });
  });

  it.each([
    ['prod', 'http://hospital.example/hooks'],
    ['prod', 'http://127.0.0.1:4000/hooks'],
    ['local', 'http://10.0.0.1:4000/hooks'],
    ['local', 'http://127.0.0.1.example/hooks'],
    ['prod', 'ftp://hospital.example/'],
    ['prod', 'https://user:word@hospital.example/'],
    ['prod', 'https://hospital.example/#a'],
    ['prod', 'hospital.example'],
    ['prod', `https://hospital.example/${'x'.repeat(2_048)}`],
  ])('in %s is never %s', (stage, url) => {
    expect(() => set(stage, url)).toThrow('url: ');
  });
});
