import type { Figure } from '../figure.ts';
import type { Effort } from '../sections.ts';

const SHARE_OF_ROUNDS = 2;

/** Apart from the others, because they need a PostgreSQL on the machine. */
export const peerSections = {
  'what a settlement takes of its database': async ({ isQuick }) =>
    (await import('./work.ts')).measureWork(isQuick ? 400 : 2_000),
  'side by side, data on disk': async ({ rounds }) =>
    (await import('./speed.ts')).measureSpeed('disk', { ...rounds, seconds: rounds.seconds / SHARE_OF_ROUNDS }),
  'side by side, data in memory': async ({ rounds }) =>
    (await import('./speed.ts')).measureSpeed('memory', { ...rounds, seconds: rounds.seconds / SHARE_OF_ROUNDS }),
  'one call in two hundred is lost': async ({ isQuick }) =>
    (await import('./faults/faults.ts')).measureFaults(isQuick ? 600 : 2_000),
} as const satisfies Record<string, (effort: Effort) => Promise<readonly Figure[]>>;

export type PeerSectionName = keyof typeof peerSections;
export const peerSectionNames = Object.keys(peerSections) as readonly PeerSectionName[];
