import type { Amounts } from './decision.ts';
import type { MovedLine } from './later-fact.ts';
import { movedLine } from './line-components.ts';
import { standingsOf } from './line-standing.ts';
import { totalsOf } from './line-totals.ts';
import type { OrderState } from './order-state.ts';
import { isOpen } from './order-state.ts';

/** What has become of the money of a decided order, as its patient is told. */
export interface OrderNow {
  /** what was settled of each line and not given back, by position of the decided line */
  readonly lines: readonly MovedLine[];
  /** what they come to */
  readonly paid: Amounts;
  /** what the patient is to reckon with; `patient` is what there is to pay */
  readonly comesTo: Amounts;
}

/** An open hold and a refusal come to what was decided, anything else to what is settled; an order that was undone before it came, to nothing. */
export function orderNow({ decided, authorization, progress }: OrderState): OrderNow {
  const standings = decided === undefined ? [] : standingsOf(decided, progress);
  const lines = standings.map(({ line, progress: { capturedQuantity, returnedQuantity }, left }) =>
    movedLine(line, capturedQuantity - returnedQuantity, left),
  );
  const paid = totalsOf(lines);
  const isRefusal = decided?.type === 'decline' && !decided.decision.reasons.some(({ code }) => code === 'T714');
  const isAsDecided = isOpen(authorization) || isRefusal;
  return { lines, paid, comesTo: decided !== undefined && isAsDecided ? decided.decision.totals : paid };
}
