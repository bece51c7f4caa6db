import { pause } from '../../lambdas/runtime/pause.ts';
import { decideDispute, decisionWrite, readDisputes } from '../../lambdas/storage/dispute-register.ts';
import { readOrder } from '../../lambdas/storage/order-record.ts';
import { postMove } from '../../lambdas/storage/post-move.ts';
import * as deciding from '../../lambdas/use-cases/decide-dispute.ts';

const ports = { orders: { readOrder, postMove }, disputes: { readDisputes, decisionWrite, decideDispute }, pause };

/** Decides what insurer-a has against a line of a statement, as operations do; accepted where the ruling says nothing else. */
export const decideLine = (
  now: number,
  businessDate: string,
  line: number,
  ruling: Partial<deciding.Ruling> = {},
): Promise<deciding.Decided> =>
  deciding.decideDispute(
    ports,
    { insurerId: 'insurer-a', businessDate, line },
    { state: 'accepted', note: 'agreed by phone', resolvedBy: 'operator', agreedAmount: undefined, ...ruling },
    now,
  );
