import type { Audit } from '../audit/audit-table.ts';
import type { Verdict } from '../audit/finding.ts';
import { INVARIANTS } from '../audit/invariants.ts';

/** Whether everything that was looked at holds, and everything could be read. */
export const isSound = ({ verdicts, unread }: Audit): boolean =>
  unread.length === 0 && verdicts.every(({ found }) => found === 0);

/** An audit as people read it: an invariant a line, and below it what was found. */
export function reportOf({ verdicts, items, unread }: Audit): string {
  const width = Math.max(...verdicts.map(({ invariant }) => invariant.length));
  return [
    ...verdicts.flatMap((verdict) => [lineOf(verdict, width), ...findingsOf(verdict)]),
    ...unread.map((why) => `cannot be read: ${why}`),
    `${items} items read`,
  ].join('\n');
}

function lineOf({ invariant, examined, found }: Verdict, width: number): string {
  const verdict = found > 0 ? `${found} FOUND` : examined === 0 ? 'nothing to look at' : 'holds';
  return `${invariant.padEnd(width)}  ${String(examined).padStart(9)}  ${verdict.padEnd(18)}  ${INVARIANTS[invariant].title}`;
}

function findingsOf({ findings, found }: Verdict): readonly string[] {
  const listed = findings.map(({ about, says }) => `    ${about}: ${says}`);
  return found > findings.length ? [...listed, `    and ${found - findings.length} more`] : listed;
}
