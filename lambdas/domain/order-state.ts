import type { Fen } from './money.ts';
import type { OrderFact } from './fact.ts';
import type { Quantity } from './quantity.ts';

export type OrderStatus = 'settled' | 'declined';

/** What a line can still be refunded: quantity, and what the insurers and the patient carry of it. */
export interface RefundableLine {
  readonly lineNo: number;
  readonly quantity: Quantity;
  readonly insurer: Fen;
  readonly patient: Fen;
}

/** An order is the list of its facts; its state is a fold over them. */
export interface OrderState {
  readonly status: OrderStatus;
  /** the fact that decided the order */
  readonly decided: OrderFact;
  readonly refundable: readonly RefundableLine[];
}

/** The state of an order; `undefined` where nothing has happened to it. */
export function orderState(facts: readonly OrderFact[]): OrderState | undefined {
  const [decided] = facts;
  if (decided === undefined) return undefined;
  if (decided.type === 'decline') return { status: 'declined', decided, refundable: [] };
  return { status: 'settled', decided, refundable: refundableLines(decided) };
}

function refundableLines({ order, decision }: OrderFact): readonly RefundableLine[] {
  return order.lines.map(({ lineNo, quantity }) => {
    const line = decision.lines.find((decided) => decided.lineNo === lineNo);
    return { lineNo, quantity, insurer: line?.insurer ?? 0, patient: line?.patient ?? 0 };
  });
}
