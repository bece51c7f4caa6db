import type { LimitMeasure } from '../../lambdas/domain/plan.ts';
import { yuan } from '../../lambdas/domain/money.ts';

/** Amounts as people read them: yuan with two places. */
export const yuanText = (fen: number): string => `CNY ${yuan(fen)}`;

export const percent = (bps: number): string => `${bps / 100} %`;

/** A figure of a limit: fen as yuan, orders and quantities as they are. */
export function figure(measure: LimitMeasure, value: number | string): string {
  return measure === 'amount' ? yuan(Number(value)) : String(value);
}
