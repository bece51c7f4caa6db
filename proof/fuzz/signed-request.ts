import type { Chance } from '../../bench/workload/decisions/chance.ts';
import type { ArrivedRequest } from '../../local/gateway/proxy-event.ts';
import type { Credential } from '../../local/partners/demo-partners.ts';
import type { Tamper } from '../../test/support/partner-request.ts';
import { partnerRequest } from '../../test/support/partner-request.ts';
import { WEBHOOK_TARGET, webhookRequest } from '../../test/support/webhook-request.ts';
import type { ComposedRequest, Proof } from './composed-request.ts';

const LONG_AGO_SECONDS = -301;
const WEBHOOK_IDS = 200;
const GARBLED = [
  ...[
    '',
    'sig1=()',
    'sig1=:AAAA:',
    'sig1=(((',
    'sig1="',
    '\u0000',
    '年',
    `sig1=${'('.repeat(2_000)}`,
    'sha-256=::',
    'v1,',
  ],
  'sig1=("@method");created=1;nonce="n";keyid="k";alg="ed25519"',
];
const SIGNATURE_HEADERS = ['signature', 'signature-input', 'content-digest', 'webhook-signature', 'webhook-id', 'host'];

/** The request as it arrives, by the proof that its route asks for. */
export function signedRequest(
  composed: ComposedRequest,
  credentials: readonly Credential[],
  now: number,
  chance: Chance,
): ArrivedRequest {
  const { method, target, headers, text, proof, partnerId } = composed;
  const credential = credentials.find((one) => one.partnerId === partnerId);
  if (credential === undefined) throw new Error(`${partnerId} is no demo partner`);
  const nonce = `fuzz-${chance.below(2 ** 31)}-${chance.below(2 ** 31)}`;
  if (target !== WEBHOOK_TARGET) {
    const tamper = { nonce, ...signatureFault(proof, chance) };
    return partnerRequest(credential, now, method, target, text, { headers, tamper });
  }
  return webhookRequest(credential, now, text ?? '', {
    // at times one that was used before
    webhookId: `WH-${chance.happens(900) ? nonce : chance.below(WEBHOOK_IDS)}`,
    ...(proof === 'old' && { offset: LONG_AGO_SECONDS }),
    tamper: { headers: { ...headers, ...webhookHeaders(proof, chance) }, ...webhookFault(proof) },
  });
}

const garbled = (chance: Chance) => ({ [chance.pick(SIGNATURE_HEADERS)]: chance.pick(GARBLED) });

function signatureFault(proof: Proof, chance: Chance): Tamper {
  switch (proof) {
    case 'right':
      return {};
    case 'none':
      return { unsigned: true };
    case 'other-body':
      return { body: '{"orderNo":"OTHER"}' };
    case 'other-key':
      return { keyId: 'hospital-z/first' };
    case 'uncovered':
      return { omit: ['@query'] };
    case 'old':
      return { createdOffset: LONG_AGO_SECONDS };
    case 'twice':
      return { nonce: 'fuzz-used' };
    case 'garbled':
      return { headers: garbled(chance) };
  }
}

function webhookHeaders(proof: Proof, chance: Chance): Readonly<Record<string, string | undefined>> {
  if (proof === 'none') return { 'webhook-signature': undefined };
  return proof === 'garbled' ? garbled(chance) : {};
}

function webhookFault(proof: Proof): { readonly body?: string; readonly signature?: (right: string) => string } {
  if (proof === 'other-body') return { body: '{"orderNo":"OTHER"}' };
  return proof === 'other-key' ? { signature: () => `v1,${'A'.repeat(43)}=` } : {};
}
