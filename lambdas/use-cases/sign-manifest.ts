import type { CalendarDate, EpochMs } from '../domain/calendar.ts';
import type { Fen } from '../domain/money.ts';
import type { ChainLink, Manifest, UnsignedManifest } from '../domain/statement-manifest.ts';
import { manifestOf, signedText } from '../domain/statement-manifest.ts';
import type { StatementSummary } from '../domain/statement-summary.ts';
import { statementTally } from '../domain/statement-totals.ts';
import type { ConnectorSigner } from '../runtime/connector-signature.ts';
import { emptyPart } from '../runtime/statement-digest.ts';
import type { ShelvedStatement } from './closing-ports.ts';

export interface ManifestPorts {
  /** the connector's own key; made at most once in the life of a function */
  readonly signer: () => Promise<ConnectorSigner>;
}

export async function signManifest({ signer }: ManifestPorts, manifest: UnsignedManifest): Promise<Manifest> {
  const { keyId, sign } = await signer();
  const value = sign(Buffer.from(signedText(manifest))).toString('base64');
  return { ...manifest, signature: { alg: 'ed25519', keyId, value } };
}

export function summaryOf(manifest: Manifest, publishedAt: EpochMs): StatementSummary {
  const { insurerId, businessDate, version, sha256, count, debit, credit, net, closing } = manifest;
  return { insurerId, businessDate, version, sha256, count, debit, credit, net, closing, publishedAt };
}

export const linkOf = ({ closing, sha256 }: Pick<StatementSummary, 'closing' | 'sha256'>): ChainLink => ({
  closing,
  sha256,
});

/** The statement of a day without business, the same whenever it is made. */
export async function emptyStatement(
  ports: ManifestPorts,
  day: {
    readonly insurerId: string;
    readonly date: CalendarDate;
    readonly previous: ChainLink;
    /** fen of remittances booked on the day */
    readonly remitted: Fen;
  },
  now: EpochMs,
): Promise<ShelvedStatement> {
  const { insurerId, date: businessDate, previous, remitted } = day;
  const { sha256 } = emptyPart;
  const totals = statementTally().totals();
  const content = { insurerId, businessDate, previous, totals, remitted, parts: [emptyPart], sha256 };
  const manifest = await signManifest(ports, manifestOf(content));
  return { summary: summaryOf(manifest, now), manifest: JSON.stringify(manifest) };
}
