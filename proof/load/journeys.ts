import type { Chance } from '../../bench/workload/decisions/chance.ts';
import type { OrderRequest } from '../../lambdas/contracts/order.ts';
import { consultOf, drugsOf, instant } from './orders.ts';
import type { Journalled, Kind, PartnerRequest } from './partner-request.ts';

/** What an earlier step of the same order was answered, as far as a later one depends on it. */
export interface Known {
  readonly authorizationId?: string;
  readonly quoteToken?: string;
  /** nothing can follow */
  readonly isDeclined?: boolean;
}

/** One request of an order's life, so long after the order began; undefined: there is nothing to ask any more. */
export interface Step {
  readonly afterMs: number;
  readonly request: (known: Known) => PartnerRequest | undefined;
}

/** All that is to happen to one order. */
export type Journey = readonly Step[];

export interface Beginning {
  readonly orderNo: string;
  readonly memberId: string;
  /** the product's time, epoch milliseconds */
  readonly now: number;
  /** from one step of its life to the next */
  readonly pauseMs: number;
}

/** Of 1,000 orders; what is left are orders of drugs. */
const [SETTLED, AUTHORIZED] = [250, 450];
const PER_MILLE = { checksBefore: 300, quotesBefore: 300, inParts: 100, returned: 50, reversed: 10 };

/** The life of one order, as chance has it: a straight settlement, a consult that is held and captured, or drugs from a pharmacy. */
export function journeyOf(beginning: Beginning, chance: Chance): Journey {
  const kind = chance.below(1_000);
  if (kind < SETTLED) return settledConsult(beginning, chance);
  return kind < SETTLED + AUTHORIZED ? heldConsult(beginning, chance) : drugs(beginning, chance);
}

function settledConsult(beginning: Beginning, chance: Chance): Journey {
  const from = chance.pick(HOSPITALS);
  const order = consultOf(beginning, chance);
  const isQuoted = chance.happens(PER_MILLE.quotesBefore);
  const settlement = ({ quoteToken }: Known) =>
    post(from, 'settlement', '/v1/settlements', { ...order, ...(quoteToken !== undefined && { quoteToken }) }, 201, {
      ...{ operation: 'settle', orderNo: order.orderNo, number: null },
    });
  return [
    ...(isQuoted ? [{ afterMs: 0, request: () => post(from, 'quote', '/v1/quotes', order, 200) }] : []),
    { afterMs: isQuoted ? beginning.pauseMs : 0, request: settlement },
    ...perhapsReversed(from, order, 3 * beginning.pauseMs, chance),
  ];
}

function heldConsult(beginning: Beginning, chance: Chance): Journey {
  const from = chance.pick(HOSPITALS);
  const order = consultOf(beginning, chance);
  const { orderNo, lines } = order;
  const isChecked = chance.happens(PER_MILLE.checksBefore);
  const start = isChecked ? beginning.pauseMs : 0;
  const [first] = lines;
  const isInParts = lines.length > 1 && first !== undefined && chance.happens(PER_MILLE.inParts * 5);
  const capture = (captureNo: string, content: object) => ({
    request: ({ authorizationId, isDeclined }: Known) =>
      isDeclined === true || authorizationId === undefined
        ? undefined
        : post(from, 'capture', `/v1/authorizations/${authorizationId}/captures`, { captureNo, ...content }, 201, {
            ...{ operation: 'capture', orderNo, number: captureNo },
          }),
  });
  const check = () => post(from, 'eligibility check', '/v1/eligibility-checks', { member: order.member }, 200);
  const authorize = () =>
    post(from, 'authorization', '/v1/authorizations', order, 201, { operation: 'authorize', orderNo, number: null });
  const part = { lines: [{ lineNo: first?.lineNo, amount: first?.amount }], final: false };
  return [
    ...(isChecked ? [{ afterMs: 0, request: check }] : []),
    { afterMs: start, request: authorize },
    ...(isInParts ? [{ afterMs: start + beginning.pauseMs, ...capture(`${orderNo}-1`, part) }] : []),
    { afterMs: start + 2 * beginning.pauseMs, ...capture(`${orderNo}-2`, {}) },
    ...perhapsReversed(from, order, start + 4 * beginning.pauseMs, chance),
  ];
}

function drugs(beginning: Beginning, chance: Chance): Journey {
  const [hospital, pharmacy] = [chance.pick(HOSPITALS), chance.pick(PHARMACIES)];
  const { order, prescription } = drugsOf(beginning, chance);
  const { orderNo, prescriptionNo, lines } = order;
  const start = prescription === undefined ? 0 : beginning.pauseMs;
  const occurredAt = (afterMs: number) => instant(beginning.now + afterMs);
  const told = (kind: Kind, afterMs: number, data: object): Step => {
    const content = { type: kind, occurredAt: occurredAt(afterMs), data };
    const webhookId = `${orderNo}-${kind}`;
    const event = post(pharmacy, kind, '/v1/webhooks/pharmacy-orders', content, 200, {
      ...{ operation: 'event', orderNo, number: webhookId },
    });
    const isFirst = kind === 'order.submitted';
    return { afterMs, request: ({ isDeclined }) => (isDeclined && !isFirst ? undefined : { ...event, webhookId }) };
  };
  const prescribe = () => ({
    ...post(hospital, 'prescription', `/v1/prescriptions/${prescriptionNo}`, prescription, 201),
    method: 'PUT' as const,
  });
  const delivered = start + 2 * beginning.pauseMs;
  const returned = { orderNo, returnNo: `${orderNo}-R`, lines: [{ lineNo: 1, quantity: lines[0]?.quantity }] };
  return [
    ...(prescription === undefined ? [] : [{ afterMs: 0, request: prescribe }]),
    told('order.submitted', start, order),
    told('order.dispensed', start + beginning.pauseMs, { orderNo }),
    told('order.delivered', delivered, { orderNo, deliveredAt: occurredAt(delivered) }),
    ...(chance.happens(PER_MILLE.returned) ? [told('order.returned', delivered + beginning.pauseMs, returned)] : []),
  ];
}

function perhapsReversed(from: string, { orderNo }: OrderRequest, afterMs: number, chance: Chance): Journey {
  if (!chance.happens(PER_MILLE.reversed)) return [];
  const reversalNo = `${orderNo}-back`;
  const body = { reversalNo, reason: 'booked for another patient' };
  const reversal = post(from, 'reversal', `/v1/orders/${orderNo}/reversals`, body, 201, {
    ...{ operation: 'reverse', orderNo, number: reversalNo },
  });
  return [{ afterMs, request: ({ isDeclined }) => (isDeclined === true ? undefined : reversal) }];
}

const HOSPITALS = ['hospital-a', 'hospital-b'] as const;
const PHARMACIES = ['pharmacy-a', 'pharmacy-b'] as const;

function post(
  partnerId: string,
  kind: Kind,
  path: string,
  content: unknown,
  status: number,
  journal?: Journalled,
): PartnerRequest {
  const body = Buffer.from(JSON.stringify(content));
  return { kind, partnerId, method: 'POST', path, body, status, ...(journal !== undefined && { journal }) };
}
