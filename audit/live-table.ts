import type { Audit, AuditedTable } from './audit-table.ts';
import { auditTable } from './audit-table.ts';
import type { Finding, Verdict } from './finding.ts';

/**
 * Audits a table that is being written. It is not read at one instant, so what moves meanwhile may be seen half: a finding stands only
 * where a second reading finds fault with the same thing again. Of a total that never rests only a copy of the table can tell.
 */
export async function auditLiveTable(audited: AuditedTable, nowAgain: () => Promise<number>): Promise<Audit> {
  const first = await auditTable(audited);
  if (first.verdicts.every(({ found }) => found === 0)) return first;
  const second = await auditTable({ ...audited, now: await nowAgain() });
  const before = new Set(first.verdicts.flatMap(({ findings }) => findings.map(nameOf)));
  const isCounted = [first, second].every(({ verdicts }) =>
    verdicts.every(({ findings, found }) => findings.length === found),
  );
  const confirmed = ({ findings, ...verdict }: Verdict): Verdict => {
    const twice = findings.filter((finding) => before.has(nameOf(finding)));
    return { ...verdict, findings: twice, found: twice.length };
  };
  // where not all could be listed, too much is wrong for it to be chance
  return isCounted ? { ...second, verdicts: second.verdicts.map(confirmed) } : second;
}

const nameOf = ({ invariant, about }: Finding): string => `${invariant} ${about}`;
