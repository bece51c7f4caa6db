import { describe, expect, it } from 'vitest';
import { verdictsKeeping } from '../../audit/finding.ts';
import { INVARIANT_IDS } from '../../audit/invariants.ts';
import { isSound, reportOf } from '../../tools/audit-report.ts';

function audited(found: number, unread: readonly string[] = []) {
  const verdicts = verdictsKeeping(2);
  verdicts.examine('one-effect', 7);
  for (let n = 0; n < found; n++) verdicts.find({ invariant: 'one-effect', about: `order ${n}`, says: 'twice' });
  return { verdicts: verdicts.sums(), items: 9, unread };
}

describe('the report of an audit', () => {
  it('says of every invariant whether it holds, or that there was nothing to look at', () => {
    const lines = reportOf(audited(0)).split('\n');
    expect(lines).toHaveLength(INVARIANT_IDS.length + 1);
    expect(lines.find((line) => line.startsWith('one-effect'))).toMatch(/ 7 {2}holds +one number has one effect/);
    expect(lines.filter((line) => line.includes('nothing to look at'))).toHaveLength(INVARIANT_IDS.length - 1);
    expect(isSound(audited(0))).toBe(true);
  });

  it('lists what was found, and how much more there is', () => {
    const report = reportOf(audited(5));
    expect(report).toContain('5 FOUND');
    expect(report).toContain('    order 1: twice\n    and 3 more');
    expect(isSound(audited(5))).toBe(false);
  });

  it('is not sound where something could not be read', () => {
    expect(reportOf(audited(0, ['of unknown kind: VOUCHER']))).toContain('cannot be read: of unknown kind: VOUCHER');
    expect(isSound(audited(0, ['of unknown kind: VOUCHER']))).toBe(false);
  });
});
