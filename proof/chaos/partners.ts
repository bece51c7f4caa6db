import { createPrivateKey, createPublicKey } from 'node:crypto';
import type { ConnectorKeys } from '../../lambdas/runtime/connector-keys.ts';
import { newWebhookSecret, sealWebhookSecret } from '../../lambdas/runtime/webhook-secret.ts';
import type { Partner } from '../../lambdas/storage/partner-item.ts';
import { partnerItem } from '../../lambdas/storage/partner-item.ts';
import { demoPartners } from '../../local/partners/demo-partners.ts';
import type { Credential, DemoPartnerId } from '../../local/partners/demo-partners.ts';
import type { Chance } from './chance.ts';
import { claimsUrl } from './insurers.ts';

export type PartnerItem = ReturnType<typeof partnerItem>;

export interface Partners {
  /** what a partner signs with at that time */
  credential(partnerId: DemoPartnerId, now: number): Credential & { readonly webhookSecret: string };
  /** the record of a partner as it stands now */
  item(partnerId: DemoPartnerId): PartnerItem;
  /** a new key beside the last one, which goes on for an hour; the record to be written */
  rotateKey(partnerId: DemoPartnerId, now: number): PartnerItem;
  rotateSecret(partnerId: DemoPartnerId, now: number): PartnerItem;
}

/** What stands before the seed in a PKCS #8 private key of ed25519 (RFC 8410, section 7). */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');
const OVERLAP_MS = 3_600_000;
/** Functions keep a partner for 30 s: whoever changes a secret goes on with the old one for so long. */
const SWITCH_MS = 40_000;

/** Those that hear of their orders: half of the providers, since each event of an order is a delivery of its own. */
const HEARING: ReadonlySet<string> = new Set(['hospital-b', 'pharmacy-b']);

interface Standing {
  readonly partner: Partner;
  readonly credential: Credential & { readonly webhookSecret: string };
  /** the secret before this one, and until when it is signed with */
  readonly former?: { readonly webhookSecret: string; readonly until: number };
}

/** The demo partners, whose keys follow from the seed like everything else. */
export function newPartners(chance: Chance, keys: Pick<ConnectorKeys, 'webhookSecret'>): Partners {
  let made = 0;

  function newKey(partnerId: string): {
    readonly keyId: string;
    readonly privateKeyPem: string;
    readonly publicKeyPem: string;
  } {
    made += 1;
    const der = Buffer.concat([PKCS8_HEAD, chance.bytes(32)]);
    const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
    return {
      keyId: `${partnerId}/key-${made}`,
      privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      publicKeyPem: createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString(),
    };
  }
  const newSecret = (partnerId: string) => {
    made += 1;
    const secret = newWebhookSecret(chance.bytes);
    return { secret, sealed: sealWebhookSecret(keys, partnerId, { name: `secret-${made}`, secret }, chance.bytes) };
  };

  const standing = new Map<string, Standing>(
    demoPartners.map(({ partnerId, kind }) => {
      const { keyId, privateKeyPem, publicKeyPem } = newKey(partnerId);
      const { secret, sealed } = newSecret(partnerId);
      const partner: Partner = {
        ...{ partnerId, kind, status: 'active', keys: [{ keyId, alg: 'ed25519', publicKeyPem }] },
        claimsUrl: kind === 'insurer' ? claimsUrl(partnerId) : undefined,
        webhookSecrets: kind === 'insurer' ? undefined : [sealed],
        webhookUrl: HEARING.has(partnerId) ? `http://${partnerId}.test/hooks` : undefined,
      };
      return [partnerId, { partner, credential: { partnerId, kind, keyId, privateKeyPem, webhookSecret: secret } }];
    }),
  );

  function of(partnerId: string): Standing {
    const found = standing.get(partnerId);
    if (found === undefined) throw new Error(`there is no partner ${partnerId}`);
    return found;
  }
  function replace(partnerId: string, change: Standing): PartnerItem {
    standing.set(partnerId, change);
    return partnerItem(change.partner);
  }
  const untilSoon = (now: number) => ({ until: new Date(now + OVERLAP_MS).toISOString() });

  return {
    credential: (partnerId, now) => {
      const { credential, former } = of(partnerId);
      return former !== undefined && now < former.until
        ? { ...credential, webhookSecret: former.webhookSecret }
        : credential;
    },
    item: (partnerId) => partnerItem(of(partnerId).partner),
    rotateKey: (partnerId, now) => {
      const { partner, credential } = of(partnerId);
      const { keyId, privateKeyPem, publicKeyPem } = newKey(partnerId);
      const before = partner.keys.slice(-1).map((key) => ({ ...key, ...untilSoon(now) }));
      return replace(partnerId, {
        ...of(partnerId),
        partner: { ...partner, keys: [...before, { keyId, alg: 'ed25519', publicKeyPem }] },
        credential: { ...credential, keyId, privateKeyPem },
      });
    },
    rotateSecret: (partnerId, now) => {
      const { partner, credential } = of(partnerId);
      const { secret, sealed } = newSecret(partnerId);
      const before = (partner.webhookSecrets ?? []).slice(-1).map((one) => ({ ...one, ...untilSoon(now) }));
      return replace(partnerId, {
        partner: { ...partner, webhookSecrets: [...before, sealed] },
        credential: { ...credential, webhookSecret: secret },
        former: { webhookSecret: credential.webhookSecret, until: now + SWITCH_MS },
      });
    },
  };
}
