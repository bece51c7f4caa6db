import type { ClosingProgress } from '../../lambdas/contracts/closing-step.ts';
import type { Closings } from '../../lambdas/use-cases/list-closings.ts';

/** Calls the function `daily-close` with one step. */
export type TakeStep = (step: object) => Promise<unknown>;

/**
 * Closes business days as the state machine of the template does (lib/constructs/daily-close.ts), with the same steps of the same
 * function; through yesterday, or through an earlier date. An insurer whose closing fails does not stop the others; it rejects at the end.
 */
export async function closeDays(take: TakeStep, businessDate?: string): Promise<void> {
  const { insurers } = (await take({ step: 'list', ...(businessDate && { businessDate }) })) as Closings;
  const closings: { readonly insurerId: string; readonly state: 'done' | 'failed' }[] = [];
  for (const insurer of insurers) {
    const state = await closeInsurer(take, insurer).catch((error: unknown) => {
      console.error(`closing the days of ${insurer.insurerId} failed: ${String(error)}`);
      return 'failed' as const;
    });
    closings.push({ insurerId: insurer.insurerId, state });
  }
  await take({ step: 'conclude', closings });
}

async function closeInsurer(take: TakeStep, insurer: Closings['insurers'][number]): Promise<'done'> {
  for (;;) {
    const progress = (await take({ step: 'begin', ...insurer })) as ClosingProgress;
    if (progress.state === 'done') return 'done';
    if (progress.state !== 'slices') continue;
    const { businessDate, slices } = progress;
    await eachSlice(slices, (slice) => take({ step: 'freeze', ...slice }));
    await eachSlice(slices, (slice) => take({ step: 'write', ...slice }));
    await take({ step: 'publish', ...insurer, businessDate });
  }
}

/** In turn, where the state machine does several at once: here they would share one processor, and hold twice the memory. */
async function eachSlice<Slice>(slices: readonly Slice[], take: (slice: Slice) => Promise<unknown>): Promise<void> {
  for (const slice of slices) await take(slice);
}
