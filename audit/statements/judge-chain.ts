import { daysAfter } from '../oracle/dates.ts';
import type { Verdicts } from '../finding.ts';
import { HEADER } from './csv-records.ts';
import { sha256Of } from './manifest.ts';
import type { StatementLink } from './statement-evidence.ts';

/** From an insurer's first day to the last that is published there is a statement of each, and each goes on from the one before. */
export function judgeChain(
  about: string,
  head: { readonly first: string; readonly published: string } | undefined,
  links: readonly StatementLink[],
  verdicts: Verdicts,
): void {
  const find = (says: string) => verdicts.find({ invariant: 'statement-chain', about, says });
  const byDate = new Map(links.map((one) => [one.date, one.link]));
  if (head === undefined) {
    if (links.length > 0) find('there are statements, and nothing says how far they are closed');
    return;
  }
  let before: StatementLink['link'] = { ...NOTHING_OWED };
  for (let date = head.first; date <= head.published; date = daysAfter(date, 1)) {
    verdicts.examine('statement-chain');
    const link = byDate.get(date);
    byDate.delete(date);
    if (link === undefined) find(`${date} has no statement`);
    if (link && before && link.previousSha256 !== before.sha256)
      find(`${date} does not name the digest of the day before`);
    if (link && before && link.opening !== before.closing)
      find(`${date} opens with ${link.opening} after ${before.closing}`);
    before = link ?? null;
  }
  for (const date of byDate.keys()) {
    if (date < head.first) find(`${date} has a statement, and the chain begins on ${head.first}`);
  }
}

const NOTHING_OWED = {
  ...{ opening: 0, closing: 0, net: 0, remitted: 0, previousSha256: '', byProvider: {} },
  sha256: sha256Of(HEADER),
};
