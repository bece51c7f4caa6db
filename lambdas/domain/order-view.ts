import type { CalendarDate, EpochMs } from './calendar.ts';
import { dateOf, instantOf, shanghaiDay } from './calendar.ts';
import type { ChoiceBit } from './choice.ts';
import { choiceBit } from './choice.ts';
import type { Fen } from './money.ts';
import type { Order } from './order.ts';
import { ORDER_KINDS, priorPaidOf, VISIT_MODES, VISIT_TYPES } from './order.ts';

/** An order with what every coverage and every line asks of it, worked out once. */
export interface OrderView {
  readonly order: Order;
  readonly providerId: string;
  readonly servedAt: EpochMs;
  /** the service date: the date of `serviceAt` in Asia/Shanghai */
  readonly date: CalendarDate;
  /** the same as days since 1970-01-01 */
  readonly day: number;
  readonly kindBit: ChoiceBit;
  readonly visitBit: ChoiceBit;
  readonly modeBit: ChoiceBit;
  readonly diagnoses: readonly string[];
  readonly region: string | undefined;
  /** by position of the line */
  readonly priorPaid: readonly Fen[];
  /** an entry of 0 counts as used */
  readonly nationalInsuranceUsed: boolean;
}

export function orderView(order: Order, providerId: string): OrderView {
  const servedAt = instantOf(order.serviceAt);
  const day = shanghaiDay(servedAt);
  const { visit } = order;
  return {
    order,
    providerId,
    servedAt,
    date: dateOf(day),
    day,
    kindBit: choiceBit(ORDER_KINDS, order.kind),
    visitBit: choiceBit(VISIT_TYPES, visit?.type),
    modeBit: choiceBit(VISIT_MODES, visit?.mode),
    diagnoses: order.diagnoses.map(diagnosisCode),
    region: order.region,
    priorPaid: priorPaidByPosition(order),
    nationalInsuranceUsed: order.priorPayments.some(isOfNationalInsurance),
  };
}

const diagnosisCode = ({ code }: Order['diagnoses'][number]): string => code;
const isOfNationalInsurance = ({ payer }: Order['priorPayments'][number]): boolean => payer === 'national-insurance';

function priorPaidByPosition(order: Order): readonly Fen[] {
  const priorPaid: Fen[] = [];
  for (const { lineNo } of order.lines) priorPaid.push(priorPaidOf(order, lineNo));
  return priorPaid;
}
