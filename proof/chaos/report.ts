import type { Verdict } from '../../audit/finding.ts';
import { INVARIANTS } from '../../audit/invariants.ts';
import type { EraResult } from './era.ts';

/** What several eras say together. */
export interface RunResult {
  readonly operations: number;
  readonly calls: number;
  readonly answers: Readonly<Record<string, number>>;
  readonly faults: Readonly<Record<string, number>>;
  readonly verdicts: readonly Verdict[];
  readonly breaches: readonly string[];
}

const MOST_SHOWN = 10;

export function together(eras: readonly EraResult[]): RunResult {
  const verdicts = Map.groupBy(
    eras.flatMap((era) => era.verdicts),
    ({ invariant }) => invariant,
  );
  return {
    operations: sum(eras.map((era) => era.operations)),
    calls: sum(eras.map((era) => era.calls)),
    answers: summed(eras.map((era) => era.answers)),
    faults: summed(eras.map((era) => era.faults)),
    verdicts: [...verdicts].map(([invariant, all]) => ({
      invariant,
      examined: sum(all.map(({ examined }) => examined)),
      found: sum(all.map(({ found }) => found)),
      findings: all.flatMap(({ findings }) => findings),
    })),
    breaches: eras.flatMap((era) => era.breaches),
  };
}

export const isSound = ({ verdicts, breaches }: Pick<RunResult, 'verdicts' | 'breaches'>): boolean =>
  breaches.length === 0 && verdicts.every(({ found }) => found === 0);

/** What is printed of a run. */
export function reportOf(run: RunResult): string {
  const lines = run.verdicts.map(({ invariant, examined, found }) => {
    const said = found > 0 ? `VIOLATED ${found} times` : examined === 0 ? 'looked at nothing' : 'holds';
    return [INVARIANTS[invariant].title, said, `${examined} looked at`] as const;
  });
  return [
    ...section('operations, by kind and answer', counted(run.answers)),
    ...section('faults', counted(run.faults)),
    ...section('invariants', columns(lines)),
    ...findings(run),
  ].join('\n');
}

function findings({ verdicts, breaches }: RunResult): string[] {
  const found = verdicts
    .flatMap((verdict) => verdict.findings)
    .map(({ invariant, about, says }) => `${invariant}: ${about}: ${says}`);
  return [...breaches, ...found].length === 0
    ? []
    : section('what does not hold', [...breaches.slice(0, MOST_SHOWN), ...found.slice(0, MOST_SHOWN)]);
}

const section = (title: string, lines: readonly string[]): string[] => [title, ...lines.map((line) => `  ${line}`), ''];
const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

function summed(counts: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const total: Record<string, number> = {};
  for (const [name, count] of counts.flatMap((one) => Object.entries(one))) total[name] = (total[name] ?? 0) + count;
  return total;
}

/** In three columns; what has not happened is shown too. */
const counted = (counts: Readonly<Record<string, number>>): string[] =>
  columns(
    Object.entries(counts)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, count]) => [name, String(count)]),
  );

function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => (row[at] ?? '').length)));
  return rows.map((row) =>
    row
      .map((text, at) => text.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
