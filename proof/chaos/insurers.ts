import { createHash } from 'node:crypto';
import type { FaultKind, Faults } from './faults.ts';
import type { OutsideAnswer, OutsideRequest } from './outside.ts';

export interface InsurerReply {
  readonly status: 'accepted' | 'rejected' | 'pending';
  readonly insurerClaimNo?: string;
  readonly reason?: string;
}

interface Held {
  readonly digest: string;
  reply: InsurerReply;
}

export interface Insurers {
  answer(insurerId: string, request: OutsideRequest): OutsideAnswer;
  /** those that an insurer has not decided yet */
  pending(insurerId: string): readonly string[];
  decide(insurerId: string, claimId: string, reply: InsurerReply): void;
  /** claims that were sent with two contents */
  readonly breaches: readonly string[];
}

export const claimsUrl = (insurerId: string): string => `http://${insurerId}.test/claims`;

const HUGE_BYTES = 20_000;

/** Insurers, who hold each claim once by its number, and whose answers may be anything at all. */
export function newInsurers(faults: Faults): Insurers {
  const { chance } = faults;
  const held = new Map<string, Held>();
  const breaches: string[] = [];
  const isAway = new Map<string, number>();

  function decided(): InsurerReply {
    return chance.weighed<InsurerReply>([
      [17, { status: 'accepted', insurerClaimNo: `IC-${held.size + 1}` }],
      [1, { status: 'rejected', reason: 'not covered' }],
      [faults.hasEnded() ? 0 : 2, { status: 'pending' }],
    ]);
  }

  function hold(insurerId: string, { headers, body }: OutsideRequest): InsurerReply {
    const { claimId } = JSON.parse(body.toString('utf8')) as { readonly claimId: string };
    const name = `${insurerId} ${claimId}`;
    if (headers['idempotency-key'] !== claimId) breaches.push(`${name}: sent under another number`);
    const digest = createHash('sha256').update(body).digest('hex');
    const known = held.get(name);
    if (known === undefined) {
      const reply = decided();
      held.set(name, { digest, reply });
      return reply;
    }
    if (known.digest !== digest) breaches.push(`${name}: sent again with another content`);
    return known.reply;
  }

  const reach = (insurerId: string, request: OutsideRequest): OutsideAnswer => {
    if (request.method === 'POST') return json(hold(insurerId, request));
    const claimId = decodeURIComponent(request.url.pathname.split('/').at(-1) ?? '');
    const known = held.get(`${insurerId} ${claimId}`);
    return known === undefined ? { status: 404, body: '{}' } : json(known.reply);
  };

  const kinds: readonly (readonly [FaultKind, (insurerId: string, request: OutsideRequest) => OutsideAnswer])[] = [
    ['insurer-lost-answer', (id, request) => (reach(id, request), 'cut-off')],
    ['insurer-lost-answer', (id, request) => (reach(id, request), 'cut-within-the-answer')],
    ['insurer-5xx', () => ({ status: chance.pick([500, 502, 503]), body: 'no' })],
    ['insurer-4xx', () => ({ status: chance.pick([400, 401, 403, 408, 422, 429]), headers: { 'retry-after': '7' } })],
    ['insurer-other-id', (id, request) => beside(reach(id, request), { claimId: 'another-claim' })],
    ['insurer-other-amount', (id, request) => beside(reach(id, request), { amount: 1 })],
    ['insurer-garbage', (id, request) => (reach(id, request), { status: 200, body: chance.bytes(40) })],
    ['insurer-empty', (id, request) => (reach(id, request), { status: 200, body: '' })],
    ['insurer-huge', (id, request) => (reach(id, request), { status: 200, body: ' '.repeat(HUGE_BYTES) })],
    ['insurer-other-answer', (id, request) => (reach(id, request), json({ status: 'rejected', reason: 'changed' }))],
    ['insurer-slow', (id, request) => (reach(id, request), 'timed-out')],
    ['insurer-unreachable', () => 'unreachable'],
  ];

  return {
    answer: (insurerId, request) => {
      const away = isAway.get(insurerId) ?? 0;
      if (faults.oneIn(150)) isAway.set(insurerId, chance.between(5, 40));
      if (away > 0 && !faults.hasEnded()) {
        isAway.set(insurerId, away - 1);
        faults.happened('insurer-unreachable');
        return 'unreachable';
      }
      if (!faults.oneIn(5)) return reach(insurerId, request);
      const [kind, spoilt] = chance.pick(kinds);
      faults.happened(kind);
      return spoilt(insurerId, request);
    },
    pending: (insurerId) =>
      [...held].flatMap(([name, { reply }]) => {
        const [owner, claimId = ''] = name.split(' ');
        return owner === insurerId && reply.status === 'pending' ? [claimId] : [];
      }),
    decide: (insurerId, claimId, reply) => {
      const known = held.get(`${insurerId} ${claimId}`);
      if (known !== undefined) known.reply = reply;
    },
    breaches,
  };
}

const json = (reply: object): OutsideAnswer => ({ status: 200, body: JSON.stringify(reply) });

const beside = (answer: OutsideAnswer, more: object): OutsideAnswer =>
  typeof answer === 'object' && answer.status === 200
    ? json({ ...(JSON.parse(String(answer.body)) as object), ...more })
    : answer;
