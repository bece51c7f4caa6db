import type { EligibilityAnswer } from '../../lambdas/contracts/eligibility-answer.ts';
import type { OrderAnswer } from '../../lambdas/contracts/order-answer.ts';
import type { OrderRequest } from '../../lambdas/contracts/order.ts';
import type { PharmacyEvent } from '../../lambdas/contracts/pharmacy-event.ts';
import type { PrescriptionAnswer, WithdrawalAnswer } from '../../lambdas/contracts/prescription-answer.ts';
import type { SubmittedAnswer } from '../../lambdas/contracts/pharmacy-answer.ts';
import type { PrescriptionRequest } from '../../lambdas/contracts/prescription.ts';
import type { Exception } from '../../lambdas/domain/exception.ts';
import { parseException } from '../../lambdas/storage/exception-item.ts';
import { shanghaiInstant } from '../../lambdas/domain/calendar.ts';
import type { DemoPartnerId } from '../../local/partners/demo-partners.ts';
import type { Connector } from './connector.ts';
import type { Told } from './order-life.ts';
import { storedItems } from './stored-items.ts';
import type { WebhookOptions } from './webhook-request.ts';
import { webhookRequest } from './webhook-request.ts';

/** What any event is answered, or a problem. */
export type EventTold = Told<
  Partial<Pick<SubmittedAnswer, 'authorizationId' | 'expiresAt' | 'totals' | 'lines' | 'shares'>> & {
    readonly status: SubmittedAnswer['status'] | 'applied' | 'superseded' | 'waiting';
    readonly order?: OrderAnswer;
  }
>;

type Content<Type extends PharmacyEvent['type']> = Omit<Extract<PharmacyEvent, { type: Type }>, 'occurredAt'>;
/** An event, which has just happened unless it says otherwise. */
export type EventSent = { [Type in PharmacyEvent['type']]: Content<Type> }[PharmacyEvent['type']] & {
  readonly occurredAt?: string;
};

export type Line = readonly [lineNo: number, quantity: string, amount: number];
const dispensedLines = (lines: readonly Line[]) =>
  lines.map(([lineNo, quantity, amount]) => ({ lineNo, quantity, amount }));

/** The events of an order, as a pharmacy tells them. */
export const event = {
  submitted: (data: OrderRequest): EventSent => ({ type: 'order.submitted', data }),
  dispensed: (orderNo: string, ...lines: readonly Line[]): EventSent => ({
    type: 'order.dispensed',
    data: { orderNo, ...(lines.length > 0 && { lines: dispensedLines(lines) }) },
  }),
  delivered: (orderNo: string): EventSent => ({
    type: 'order.delivered',
    data: { orderNo, deliveredAt: '2026-06-15T17:40:00+08:00' },
  }),
  cancelled: (orderNo: string): EventSent => ({ type: 'order.cancelled', data: { orderNo, reason: 'out-of-stock' } }),
  returned: (orderNo: string, returnNo: string, quantity = '1', lineNo = 1): EventSent => ({
    type: 'order.returned',
    data: { orderNo, returnNo, lines: [{ lineNo, quantity }] },
  }),
};

/** A pharmacy with the hospital whose prescriptions it fills. */
export function pharmacyLife(connector: Connector, pharmacy: DemoPartnerId = 'pharmacy-a') {
  const sender = connector.credentials.find(({ partnerId }) => partnerId === pharmacy);
  if (sender === undefined) throw new Error(`${pharmacy} is no demo partner`);
  const hospital = connector.as('hospital-a');
  const ask = <Body>(method: string, target: string, content?: unknown): Promise<Told<Body>> =>
    hospital.request(method, target, content);
  return {
    send: (sent: EventSent, options: WebhookOptions | string = {}): Promise<EventTold> => {
      const content = { occurredAt: shanghaiInstant(connector.now()), ...sent };
      const how = typeof options === 'string' ? { webhookId: options } : options;
      return connector.receive(webhookRequest(sender, connector.now(), content, how));
    },
    read: (orderNo: string): Promise<Told<OrderAnswer>> =>
      connector.as(pharmacy).request('GET', `/v1/orders/${orderNo}`),
    prescribe: (prescriptionNo: string, body: PrescriptionRequest) =>
      ask<PrescriptionAnswer>('PUT', `/v1/prescriptions/${prescriptionNo}`, body),
    withdraw: (prescriptionNo: string, reason = 'wrong-dose') =>
      ask<WithdrawalAnswer>('POST', `/v1/prescriptions/${prescriptionNo}/void`, { reason }),
    /** what is used and held of the first limit of the first benefit of the member's first coverage */
    limit: async (memberId: string): Promise<readonly [used: number, held: number]> => {
      const { body } = await ask<EligibilityAnswer>('POST', '/v1/eligibility-checks', { member: { memberId } });
      const [limit] = body.coverages[0]?.benefits[0]?.limits ?? [];
      return [Number(limit?.used), Number(limit?.held)];
    },
  };
}

export type PharmacyLife = ReturnType<typeof pharmacyLife>;

/** Every exception that was ever opened, of one order where it is named. */
export async function exceptionsOf(connector: Connector, orderNo?: string): Promise<readonly Exception[]> {
  const items = await storedItems(connector);
  return items
    .filter(({ sk }) => sk?.S === 'EXCEPTION')
    .map(parseException)
    .filter((exception) => orderNo === undefined || exception.orderNo === orderNo);
}
