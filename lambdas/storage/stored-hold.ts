import type { EpochMs } from '../domain/calendar.ts';
import type { Amounts } from './accumulator-home.ts';
import { packAmounts, unpackAmounts } from './packed-balances.ts';

/** What one open authorization holds of the accumulators of one item, until it ends. */
export interface StoredHold {
  readonly orderId: string;
  /** from this instant on it holds nothing, whether anybody has tidied it away or not */
  readonly expiresAt: EpochMs;
  readonly amounts: Amounts;
}

/** `<expiresAt in base 36>{"insurer/plan": {…}}` */
export const packHold = ({ expiresAt, amounts }: Omit<StoredHold, 'orderId'>): string =>
  `${expiresAt.toString(36)}${packAmounts(amounts)}`;

export function unpackHold(orderId: string, text: string): StoredHold {
  const at = text.indexOf('{');
  return { orderId, expiresAt: parseInt(text.slice(0, at), 36), amounts: unpackAmounts(text.slice(at)) };
}
