import type { EpochMs } from '../domain/calendar.ts';
import type { ClaimsSweepRecord } from '../runtime/sweep-record.ts';
import type { ClaimsFound, SweepClaimsPorts } from './sweep-claims.ts';
import { sweepClaims } from './sweep-claims.ts';

export interface SweepAllPorts extends SweepClaimsPorts {
  readonly listInsurers: () => Promise<readonly string[]>;
  readonly report: (record: ClaimsSweepRecord) => void;
}

/** Insurers are a few dozen; each has the sockets of an SDK client to share with so many others. */
const AT_ONCE = 4;

/** Sweeps the book of each insurer. One whose sweep fails is passed by, and fails the run when all others have had their turn. */
export async function sweepAllClaims(ports: SweepAllPorts, now: EpochMs): Promise<void> {
  const insurers = await ports.listInsurers();
  const found: ClaimsFound[] = [];
  const failures: unknown[] = [];
  for (let from = 0; from < insurers.length; from += AT_ONCE) {
    const some = insurers.slice(from, from + AT_ONCE).map((insurerId) => sweepClaims(ports, insurerId, now));
    for (const outcome of await Promise.allSettled(some)) {
      if (outcome.status === 'fulfilled') found.push(outcome.value);
      else failures.push(outcome.reason);
    }
  }
  const total = (of: (one: ClaimsFound) => number) => found.reduce((sum, one) => sum + of(one), 0);
  ports.report({
    entered: total(({ entered }) => entered),
    sent: total(({ sent }) => sent),
    outOfReach: total(({ isOutOfReach }) => (isOutOfReach ? 1 : 0)),
    waitingSeconds: Math.max(0, ...found.map(({ oldestSeconds }) => oldestSeconds)),
  });
  if (failures.length > 0) throw new Error('a book could not be swept', { cause: failures[0] });
}
