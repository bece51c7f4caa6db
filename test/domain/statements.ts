import { createHash, generateKeyPairSync, sign, verify } from 'node:crypto';
import type { BookLine } from '../../lambdas/domain/book-line.ts';
import type { StatementSeals } from '../../lambdas/domain/statement-check.ts';
import type { Manifest, UnsignedManifest } from '../../lambdas/domain/statement-manifest.ts';
import { manifestOf, signedText } from '../../lambdas/domain/statement-manifest.ts';
import { partReader, partText } from '../../lambdas/domain/statement-part.ts';
import { keyIdOf } from '../../lambdas/runtime/connector-signature.ts';
import { statementRecord } from '../../lambdas/domain/statement-row.ts';

export const bookLine = (over: Partial<BookLine> = {}): BookLine => ({
  ...{ type: 'settlement', insurerId: 'insurer-a', factId: 'AAAAAAAAAAAAAAAAAAAAA.1', providerId: 'hospital-a' },
  ...{ providerKind: 'hospital', orderNo: 'HX-1', sequence: 1, postedAt: Date.parse('2026-06-15T10:00:00.123+08:00') },
  ...{ businessDate: '2026-06-15', orderKind: 'consult', memberId: 'M-1', coverageId: 'C-1' },
  ...{ plan: { planId: 'P-1', version: 3 }, serviceDate: '2026-06-14' },
  ...{ billed: 1_000, priorPaid: 100, insurer: 700, patient: 150, writeOff: 50 },
  ...{ direction: 'debit', amount: 700, pools: [], claimId: 'AAAAAAAAAAAAAAAAAAAAA.1', original: null },
  ...{ reasons: ['L502', 'L505'], isFirst: true },
  ...over,
});

const accepted = { claimStatus: 'accepted', insurerClaimNo: 'IC-1' } as const;

export const recordOf = (over: Partial<BookLine> = {}, isLate = false): string =>
  statementRecord(bookLine(over), accepted, { isLate });

const keys = generateKeyPairSync('ed25519');
export const keyPem = keys.publicKey.export({ format: 'pem', type: 'spki' }).toString();

export const sha256 = (...texts: readonly string[]): string =>
  createHash('sha256').update(texts.join('')).digest('hex');

export const seals: StatementSeals = {
  sha256,
  keyId: keyIdOf(keys.publicKey),
  isSigned: (text, value) => {
    const bytes = Buffer.from(value, 'base64');
    return bytes.toString('base64') === value && verify(null, Buffer.from(text), keys.publicKey, bytes);
  },
  length: (text) => Buffer.byteLength(text),
};

export interface SmallStatement {
  readonly manifest: Manifest;
  readonly parts: ReadonlyMap<number, string>;
}

export const signed = (manifest: UnsignedManifest): Manifest => ({
  ...manifest,
  signature: {
    ...{ alg: 'ed25519', keyId: keyIdOf(keys.publicKey) },
    value: sign(null, Buffer.from(signedText(manifest)), keys.privateKey).toString('base64'),
  },
});

/** A sound statement of parts of records. */
export function statementOfParts(
  businessDate: string,
  parts: readonly (readonly string[])[],
  previous = { closing: 500, sha256: sha256('before') },
): SmallStatement {
  const reader = partReader();
  let line = 1;
  const texts = parts.map((records) => {
    const text = partText(records, line);
    line += records.length;
    return text;
  });
  const read = texts.map((text) => reader.read(text));
  const manifest = manifestOf({
    ...{ insurerId: 'insurer-a', businessDate, previous, remitted: 100, totals: reader.totals() },
    parts: texts.map((text, index) => ({
      ...{ n: index + 1, lines: read[index]?.lines ?? 0, bytes: Buffer.byteLength(text), sha256: sha256(text) },
    })),
    sha256: sha256(...texts),
  });
  return { manifest: signed(manifest), parts: new Map(texts.map((text, index) => [index + 1, text] as const)) };
}
