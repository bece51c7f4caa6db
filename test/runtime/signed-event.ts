import { generateKeyPairSync } from 'node:crypto';
import type { GatewayEvent } from '../../lambdas/runtime/gateway-event.ts';
import { keyVerifier } from '../../lambdas/runtime/key-verifier.ts';
import type { PartnerDirectory } from '../../lambdas/runtime/partner-directory.ts';
import type { Partner, PartnerKey, SignatureAlgorithm } from '../../lambdas/storage/partner-item.ts';
import { proxyEvent } from '../../local/gateway/proxy-event.ts';
import type { Credential } from '../../local/partners/demo-partners.ts';
import { publicKeyPem } from '../../local/partners/demo-partners.ts';
import { partnerRequest } from '../support/partner-request.ts';
import type { RequestOptions } from '../support/partner-request.ts';

export const NOW = Date.parse('2026-06-15T10:00:00+08:00');

export function credentialFor(alg: SignatureAlgorithm, keyId = 'hospital-a/first'): Credential {
  const { privateKey } =
    alg === 'ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('rsa', { modulusLength: 2048 });
  const privateKeyPem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { partnerId: 'hospital-a', kind: 'hospital', keyId, privateKeyPem };
}

export function keyOf(credential: Credential, more: Partial<PartnerKey> = {}): PartnerKey {
  return { keyId: credential.keyId, alg: 'ed25519', publicKeyPem: publicKeyPem(credential), ...more };
}

/** A directory that knows one partner. */
export function directoryOf(partner: Pick<Partner, 'keys'> & Partial<Partner>): PartnerDirectory {
  const whole: Partner = { partnerId: 'hospital-a', kind: 'hospital', status: 'active', ...partner };
  return {
    find: async (keyId) => {
      const key = whole.keys.find((one) => one.keyId === keyId);
      return key && { partner: whole, key, verify: keyVerifier(key) };
    },
  };
}

/** A signed request as the gateway hands it to the function. */
export function signedEvent(
  credential: Credential,
  { method = 'POST', target = '/v1/settlements', content = '{"orderNo":"A-1"}', ...options }: SignedEventOptions = {},
): GatewayEvent {
  const arrived = partnerRequest(credential, NOW, method, target, content, options);
  const match = { route: { routeKey: `${method} ${target}`, target: 'test' }, pathParameters: {} };
  return proxyEvent(arrived, match, { requestId: 'request-1', at: NOW });
}

interface SignedEventOptions extends RequestOptions {
  readonly method?: string;
  readonly target?: string;
  readonly content?: unknown;
}
