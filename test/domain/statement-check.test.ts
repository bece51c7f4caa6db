import { describe, expect, it } from 'vitest';
import { manifestAnswer } from '../../lambdas/contracts/statement-answer.ts';
import { chainFaults, statementFaultsIn } from '../../lambdas/domain/statement-check.ts';
import type { Manifest } from '../../lambdas/domain/statement-manifest.ts';
import { recordsOf } from '../../lambdas/domain/statement-part.ts';
import { STATEMENT_HEADER } from '../../lambdas/domain/statement-row.ts';
import { recordOf, seals, sha256, signed, statementOfParts } from './statements.ts';

const sound = statementOfParts('2026-06-15', [
  [recordOf({ orderNo: 'HX-1' }), recordOf({ orderNo: 'HX-2', direction: 'credit', type: 'reversal' })],
  [recordOf({ orderNo: 'HX-3', amount: 5 }, true), recordOf({ orderNo: '-HX-4' })],
]);
const [first = '', second = ''] = sound.parts.values();
const faultsWith = (over: Record<number, string>) =>
  statementFaultsIn(
    sound.manifest,
    new Map([...sound.parts, ...Object.entries(over).map(([n, text]) => [Number(n), text] as const)]),
    seals,
  );
const renumbered = (lines: readonly string[]) => `${STATEMENT_HEADER}${lines.map((line) => `${line}\r\n`).join('')}`;

describe('the check of a downloaded statement', () => {
  it('finds nothing wrong with a sound one', () => {
    expect(statementFaultsIn(sound.manifest, sound.parts, seals)).toEqual([]);
  });

  it('finds every single byte that is flipped in a part', () => {
    const bytes = Buffer.from(second);
    for (let at = 0; at < bytes.length; at++) {
      const flipped = Buffer.from(bytes);
      flipped[at] = (flipped[at] ?? 0) ^ 0x01;
      expect(faultsWith({ 2: flipped.toString('latin1') }), `byte ${at}`).not.toEqual([]);
    }
  });

  it('finds every single character that is changed in a manifest, where it still is one', () => {
    const text = JSON.stringify(sound.manifest);
    let read = 0;
    for (let at = 0; at < text.length; at++) {
      const changed = text.slice(0, at) + (text[at] === '7' ? '8' : '7') + text.slice(at + 1);
      if (changed === text) continue;
      let content: unknown;
      try {
        content = JSON.parse(changed);
      } catch {
        continue;
      }
      // what is no manifest any more is refused before it is checked
      if (!manifestAnswer.safeParse(content).success) continue;
      const manifest = content as Manifest;
      read += 1;
      expect(statementFaultsIn(manifest, sound.parts, seals), `character ${at}`).not.toEqual([]);
    }
    expect(read).toBeGreaterThan(400);
  });

  const [one = '', two = ''] = recordsOf(first);
  it.each([
    ['dropped', renumbered([one])],
    ['doubled', renumbered([one, two, two])],
    ['swapped', renumbered([two, one])],
    ['moved to another part', renumbered([one, two, recordsOf(second)[0] ?? ''])],
  ])('finds a line that was %s, by its number too and not only by the digest', (_, text) => {
    const faults = faultsWith({ 1: text });
    expect(faults.filter((fault) => !fault.includes('SHA-256'))).not.toEqual([]);
  });

  it('finds a part that is missing, and one that is not of the statement', () => {
    expect(statementFaultsIn(sound.manifest, new Map([[1, first]]), seals)).toEqual(['part 2 is not there']);
    expect(faultsWith({ 3: first })).toEqual(['part 3 is not of this statement']);
  });

  it('finds parts in the place of each other', () => {
    expect(faultsWith({ 1: second, 2: first }).length).toBeGreaterThan(2);
  });

  it('reckons every sum anew, also where somebody has signed a wrong one', () => {
    const { signature: _, ...unsigned } = sound.manifest;
    const wrong: Record<string, unknown>[] = [
      { count: 5 },
      { debit: 1, net: 1 - unsigned.credit },
      { net: 0 },
      { closing: 0 },
      { lateCount: 0 },
      { unsubmittedCount: 3 },
      { byType: {} },
      { byProvider: {} },
      { byPlan: {} },
      { sha256: sha256('other') },
    ];
    for (const over of wrong) {
      expect(statementFaultsIn(signed({ ...unsigned, ...over }), sound.parts, seals), JSON.stringify(over)).not.toEqual(
        [],
      );
    }
  });
});

describe('the chain of statements', () => {
  const before = sound.manifest;
  const after = statementOfParts('2026-06-16', [[recordOf()]], {
    closing: before.closing,
    sha256: before.sha256,
  }).manifest;

  it('holds where each begins with what the one before it came to', () => {
    expect(chainFaults([before, after], seals)).toEqual([]);
  });

  it('is broken by another opening, another file before it, another insurer', () => {
    expect(chainFaults([before, { ...after, opening: 1 }], seals)).toHaveLength(1);
    expect(chainFaults([before, { ...after, previousSha256: sha256('x') }], seals)).toHaveLength(1);
    expect(chainFaults([before, { ...after, insurerId: 'insurer-b' }], seals)).toHaveLength(1);
  });

  it('is not asked for across days that are not at hand', () => {
    expect(chainFaults([before, { ...after, businessDate: '2026-06-18', opening: 1 }], seals)).toEqual([]);
  });
});
