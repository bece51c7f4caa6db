import { addDays } from './calendar.ts';
import { canonicalJson } from './canonical-json.ts';
import type { Manifest } from './statement-manifest.ts';
import { signedText } from './statement-manifest.ts';
import { partReader } from './statement-part.ts';
import { STATEMENT_HEADER } from './statement-row.ts';

/** What the check of a statement needs to be told of bytes and keys. */
export interface StatementSeals {
  /** hexadecimal, of texts one after the other as UTF-8 */
  readonly sha256: (...texts: readonly string[]) => string;
  /** of the key that is at hand */
  readonly keyId: string;
  /** whether a text was signed by the connector: `value` in base64 */
  readonly isSigned: (text: string, value: string) => boolean;
  /** bytes of a text as UTF-8 */
  readonly length: (text: string) => number;
}

/**
 * What is wrong with a statement, in sentences; none where everything holds. `parts`: the text of each part by its number, as far as it
 * is at hand. Everything is reckoned anew from the lines; nothing that the manifest says is taken for granted but whose it is.
 */
export function statementFaultsIn(
  manifest: Manifest,
  parts: ReadonlyMap<number, string>,
  seals: StatementSeals,
): readonly string[] {
  const faults: string[] = [];
  const expect = (holds: boolean, fault: string) => void (holds || faults.push(fault));
  const { signature, opening, net, remitted, closing, debit, credit } = manifest;
  expect(seals.isSigned(signedText(manifest), signature.value), 'the signature is not that of the key');
  expect(signature.keyId === seals.keyId, `it is signed by ${signature.keyId} and the key at hand is ${seals.keyId}`);
  expect(closing === opening + net - remitted, 'closing is not opening + net - remitted');
  expect(net === debit - credit, 'net is not debit - credit');
  const reader = partReader();
  const texts: string[] = [];
  for (const [index, part] of manifest.parts.entries()) {
    const n = index + 1;
    expect(part.n === n, `part ${n} is numbered ${part.n}`);
    const text = parts.get(n);
    if (text === undefined) {
      faults.push(`part ${n} is not there`);
      continue;
    }
    const isSealed = seals.sha256(text) === part.sha256;
    expect(isSealed, `part ${n} is not the one of the manifest: its SHA-256 differs`);
    expect(seals.length(text) === part.bytes, `part ${n} has ${seals.length(text)} bytes instead of ${part.bytes}`);
    const read = reader.read(text);
    faults.push(...read.faults.map((fault) => `part ${n}: ${fault}`));
    expect(read.lines === part.lines, `part ${n} has ${read.lines} lines instead of ${part.lines}`);
    texts.push(text);
  }
  for (const n of parts.keys()) expect(n <= manifest.parts.length, `part ${n} is not of this statement`);
  if (manifest.parts.every(({ n }) => parts.has(n))) {
    expect(seals.sha256(...texts) === manifest.sha256, 'the SHA-256 of all parts is not that of the manifest');
    faults.push(...differingTotals(manifest, reader.totals()));
  }
  return faults;
}

const TOTALS = [
  ...(['count', 'debit', 'credit', 'net', 'byType', 'byProvider', 'byPlan'] as const),
  ...(['lateCount', 'unsubmittedCount'] as const),
] as const;

function differingTotals(manifest: Manifest, totals: ReturnType<ReturnType<typeof partReader>['totals']>): string[] {
  return TOTALS.filter((name) => canonicalJson(manifest[name]) !== canonicalJson(totals[name])).map(
    (name) => `${name} is ${canonicalJson(manifest[name])} and the lines say ${canonicalJson(totals[name])}`,
  );
}

/** What is wrong between statements of one insurer, given in the order of their days. Days between them that are missing are no fault. */
export function chainFaults(manifests: readonly Manifest[], seals: Pick<StatementSeals, 'sha256'>): readonly string[] {
  return manifests.slice(1).flatMap((next, index) => {
    const before = manifests[index];
    if (before === undefined) return [];
    const pair = `${before.businessDate} to ${next.businessDate}`;
    if (before.insurerId !== next.insurerId) return [`${pair}: of two insurers`];
    if (next.businessDate !== addDays(before.businessDate, 1)) return [];
    return [
      ...(next.opening === before.closing ? [] : [`${pair}: opening ${next.opening} is not closing ${before.closing}`]),
      ...(next.previousSha256 === before.sha256
        ? []
        : [`${pair}: previousSha256 is not the SHA-256 of the day before`]),
      ...(before.count > 0 || before.sha256 === seals.sha256(STATEMENT_HEADER)
        ? []
        : [`${pair}: a file without lines`]),
    ];
  });
}
