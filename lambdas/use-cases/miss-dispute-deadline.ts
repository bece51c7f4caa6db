import { disputeState, parseDisputeId } from '../domain/dispute.ts';
import type { DisputeRegister } from './reconciliation-ports.ts';

/** Whether nobody has decided the dispute of whose deadline a timer reminds. */
export async function missDisputeDeadline(
  { readDisputes }: Pick<DisputeRegister, 'readDisputes'>,
  timerId: string,
): Promise<boolean> {
  const ref = parseDisputeId(timerId);
  if (ref === undefined) throw new Error('not the timer of a dispute');
  const [dispute] = await readDisputes([ref]);
  return dispute !== undefined && disputeState(dispute) === 'open';
}
