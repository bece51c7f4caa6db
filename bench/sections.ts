import type { Figure } from './figure.ts';
import type { RoundPlan } from './measure/rounds.ts';

/** How much is measured: quick for a check on every change, full for figures to be quoted. */
export interface Effort {
  readonly isQuick: boolean;
  readonly rounds: RoundPlan;
  /** fresh processes for each function */
  readonly imports: number;
  /** of the largest file */
  readonly rows: number;
  /** of the largest day that is closed */
  readonly statementLines: number;
}

const JOBS = { jobsPerRound: 60, concurrency: 8 };

export const quick: Effort = {
  isQuick: true,
  rounds: { seconds: 3, warmUpSeconds: 1, ...JOBS },
  ...{ imports: 1, rows: 4_000, statementLines: 100_000 },
};
export const full: Effort = {
  isQuick: false,
  rounds: { seconds: 75, warmUpSeconds: 12, ...JOBS },
  ...{ imports: 11, rows: 1_000_000, statementLines: 1_000_000 },
};

/** Each section runs in a process of its own; its modules are loaded only there. */
export const sections = {
  'round trips and request units': async () => (await import('./figures/round-trips.ts')).measureRoundTrips(),
  "round trips and request units of an order's life": async () =>
    (await import('./figures/order-life.ts')).measureOrderLife(),
  'formularies': async () => (await import('./figures/formularies.ts')).measureFormularies(),
  'the daily close': async ({ statementLines }) =>
    (await import('./figures/closing.ts')).measureClosing(statementLines),
  'throughput against the floor': async ({ rounds }) => (await import('./figures/floor.ts')).measureFloor(rounds),
  'throughput of authorize and capture against the floor': async ({ rounds }) =>
    (await import('./figures/pair-floor.ts')).measurePairFloor(rounds),
  'throughput against a straightforward design': async ({ rounds }) =>
    (await import('./figures/rival.ts')).measureRival(rounds),
  'enrolment files': async (effort) => (await import('./figures/enrolment-files.ts')).measureEnrolmentFiles(effort),
  'claims against the floor': async ({ rounds }) => (await import('./figures/claims.ts')).measureClaims(rounds),
  'the engine': async ({ rounds }) => (await import('./figures/engine.ts')).measureEngine(rounds),
  'the engine with its trace': async ({ rounds }) => (await import('./figures/engine.ts')).measureTracedEngine(rounds),
  'size and start of the functions': async ({ imports }) =>
    (await import('./figures/bundles.ts')).measureBundles(imports),
} as const satisfies Record<string, (effort: Effort) => Promise<readonly Figure[]>>;

export type SectionName = keyof typeof sections;
export const sectionNames = Object.keys(sections) as readonly SectionName[];
