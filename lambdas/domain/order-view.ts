import type { CalendarDate, EpochMs } from './calendar.ts';
import { shanghaiDate } from './calendar.ts';
import type { Fen } from './money.ts';
import type { Order } from './order.ts';

/** An order with what every coverage and every line asks of it, worked out once. */
export interface OrderView {
  readonly order: Order;
  readonly providerId: string;
  readonly servedAt: EpochMs;
  /** the service date: the date of `serviceAt` in Asia/Shanghai */
  readonly date: CalendarDate;
  readonly diagnoses: readonly string[];
  readonly region: string | undefined;
  /** by position of the line */
  readonly priorPaid: readonly Fen[];
  /** an entry of 0 counts as used */
  readonly nationalInsuranceUsed: boolean;
}

export function orderView(order: Order, providerId: string): OrderView {
  const servedAt = Date.parse(order.serviceAt);
  const priorPaid = order.lines.map(() => 0);
  let nationalInsuranceUsed = false;
  for (const { payer, lineNo, amount } of order.priorPayments) {
    const position = order.lines.findIndex((line) => line.lineNo === lineNo);
    if (position >= 0) priorPaid[position] = (priorPaid[position] ?? 0) + amount;
    if (payer === 'national-insurance') nationalInsuranceUsed = true;
  }
  return {
    order,
    providerId,
    servedAt,
    date: shanghaiDate(servedAt),
    diagnoses: order.diagnoses.map(({ code }) => code),
    region: order.region,
    priorPaid,
    nationalInsuranceUsed,
  };
}
