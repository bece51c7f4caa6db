import type { Background } from './background.ts';
import type { Clock } from './clock.ts';
import type { Functions } from './functions.ts';
import type { Desk } from './operations/desk.ts';
import { ask } from './operations/desk.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Past every repeat of a claim, the third day of a waiting event, and the longest hold. */
const WAITS_MS = [
  ...[MINUTE_MS, 10 * MINUTE_MS, 60 * MINUTE_MS, 6 * 60 * MINUTE_MS, DAY_MS, DAY_MS, DAY_MS, DAY_MS],
  ...[31 * DAY_MS, DAY_MS, DAY_MS],
];
const RUNS = 4;

/** When nothing goes wrong any more: time passes until nothing is open that time can close, and all days are closed. */
export async function drain(desk: Desk, functions: Functions, background: Background, clock: Clock): Promise<void> {
  const rest = async (): Promise<void> => {
    for (let run = 0; run < RUNS; run++) {
      await background.workOff();
      // one that fails has been told as a defect
      await functions.schedule('due').catch(() => undefined);
      await functions.schedule('claims-sweep').catch(() => undefined);
    }
    await background.workOff();
  };
  await rest();
  for (const insurerId of ['insurer-a', 'insurer-b'] as const) {
    for (const claimId of desk.insurers.pending(insurerId)) {
      const reply = { status: 'accepted', insurerClaimNo: 'IC-in-the-end' } as const;
      await ask(desk, 'claim-result', insurerId, ['POST', `/v1/claims/${claimId}/result`], reply);
      desk.insurers.decide(insurerId, claimId, reply);
    }
  }
  for (const wait of WAITS_MS) {
    clock.move(wait);
    await rest();
    if (wait >= DAY_MS) await background.closeDays();
  }
  await rest();
}
