import type { Verdicts } from '../finding.ts';
import type { StatementRows } from '../statements/statement-evidence.ts';
import type { Clearing } from './remittance-evidence.ts';
import { inOrder } from './judge-remittances.ts';

/** What is paid of a line is paid to its provider, and never more than the line comes to; of a credit it is set off. */
export function judgePaidLines(
  about: string,
  parts: readonly StatementRows[],
  clearings: readonly Clearing[],
  verdicts: Verdicts,
): void {
  const named = new Set(clearings.flatMap(({ lines }) => lines ?? []).map(({ line }) => line));
  if (named.size === 0) return;
  const find = (says: string) => verdicts.find({ invariant: 'ledger-balanced', about, says });
  const rows = new Map(
    parts.flatMap((part) => part.rows).flatMap((row) => (named.has(row[0]) ? [[row[0], row] as const] : [])),
  );
  const paid = new Map<number, number>();
  for (const { line, providerId, amount } of inOrder(clearings).flatMap(({ lines }) => lines ?? [])) {
    verdicts.examine('ledger-balanced');
    const [, ofProvider, isCredit, most] = rows.get(line) ?? [line, undefined, false, 0];
    if (ofProvider === undefined) find(`line ${line} was paid and is not there`);
    if (ofProvider !== undefined && ofProvider !== providerId) find(`line ${line} was paid to ${providerId}`);
    const sum = (paid.get(line) ?? 0) + amount;
    paid.set(line, sum);
    const isWithin = isCredit ? sum <= 0 && -sum <= most : sum >= 0 && sum <= most;
    if (!isWithin) find(`of line ${line} ${sum} was paid, and it comes to ${isCredit ? -most : most}`);
  }
}
