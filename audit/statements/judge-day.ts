import type { Verdicts } from '../finding.ts';
import { canonicalText } from './canonical-text.ts';
import { HEADER } from './csv-records.ts';
import type { SealKey } from './manifest.ts';
import { sha256Of } from './manifest.ts';
import type { StatementDay } from './statement-evidence.ts';

const TOTALS = [
  ...(['count', 'debit', 'credit', 'net', 'byType', 'byProvider', 'byPlan'] as const),
  ...(['lateCount', 'unsubmittedCount'] as const),
] as const;
const AT_HAND = [
  'insurerId',
  'businessDate',
  'version',
  'sha256',
  'count',
  'debit',
  'credit',
  'net',
  'closing',
] as const;

/** A statement says what its lines come to, in its manifest as in what is kept at hand of it; and it is signed. */
export function judgeDay(day: StatementDay, key: SealKey | undefined, verdicts: Verdicts): void {
  const { about, manifest, found, summary } = day;
  const find = (says: string) => verdicts.find({ invariant: 'statements-tie', about, says });
  verdicts.examine('statements-tie');
  if (manifest === null) return find('the manifest is not there, or is none');
  for (const fault of found.faults) find(fault);
  if (manifest.insurerId !== day.insurerId || manifest.businessDate !== day.date)
    find('it is the manifest of another day');
  for (const name of TOTALS) {
    if (canonicalText(manifest[name]) === canonicalText(found.totals[name])) continue;
    find(`${name} of the manifest is not what the lines come to`);
  }
  const parts = manifest.parts.map(({ n, lines, bytes, sha256 }) => ({ n, lines, bytes, sha256 }));
  if (canonicalText(parts) !== canonicalText(found.parts)) find('the parts are not those of the manifest');
  if (manifest.sha256 !== found.sha256) find('the digest of all parts is not that of the manifest');
  if (manifest.count === 0 && manifest.sha256 !== sha256Of(HEADER)) find('a day without lines has a file with some');
  const { opening, net, remitted, closing, debit, credit } = manifest;
  if (net !== debit - credit) find('net is not debit - credit');
  if (closing !== opening + net - remitted) find('closing is not opening + net - remitted');
  const differing = AT_HAND.filter((name) => summary[name] !== manifest[name]);
  if (differing.length > 0) find(`what is kept at hand has another ${differing.join(', ')}`);
  judgeSeal(day, key, verdicts);
}

function judgeSeal({ about, manifest }: StatementDay, key: SealKey | undefined, verdicts: Verdicts): void {
  if (key === undefined || manifest === null) return;
  const find = (says: string) => verdicts.find({ invariant: 'statement-chain', about, says });
  if (!key.isSigned(manifest)) find('the signature is not that of the key');
  if (manifest.signature.keyId !== key.keyId) find(`it names the key ${manifest.signature.keyId}`);
}
