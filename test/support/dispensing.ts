import type { SettlementAnswer } from '../../lambdas/contracts/decision-answer.ts';
import type { OrderRequest } from '../../lambdas/contracts/order.ts';
import type { PrescriptionAnswer } from '../../lambdas/contracts/prescription-answer.ts';
import type { PrescriptionRequest } from '../../lambdas/contracts/prescription.ts';
import type { DemoPartnerId } from '../../local/partners/demo-partners.ts';
import type { Answer, Connector } from './connector.ts';
import { consultOrder } from './documents.ts';

/** An order of drugs: of each code so much, for 10.00 yuan a unit. */
export function dispensed(
  orderNo: string,
  memberId: string,
  drugs: readonly { readonly code: string; readonly quantity?: number; readonly daysSupply?: number }[],
  over: Partial<OrderRequest> = {},
): OrderRequest {
  return consultOrder(orderNo, memberId, [], {
    kind: 'pharmacy',
    lines: drugs.map(({ code, quantity = 1, daysSupply }, index) => ({
      ...{ lineNo: index + 1, category: 'drug', code, name: '药品' },
      ...{ quantity: String(quantity), amount: Math.round(quantity * 1_000) },
      ...(daysSupply !== undefined && { daysSupply }),
    })),
    ...over,
  });
}

export const prescribe = (
  connector: Connector,
  prescriptionNo: string,
  body: PrescriptionRequest,
  hospital: DemoPartnerId = 'hospital-a',
): Promise<Answer<PrescriptionAnswer>> =>
  connector.as(hospital).request('PUT', `/v1/prescriptions/${prescriptionNo}`, body);

export const settle = (
  connector: Connector,
  order: OrderRequest,
  hospital: DemoPartnerId = 'hospital-a',
): Promise<Answer<SettlementAnswer>> => connector.as(hospital).request('POST', '/v1/settlements', order);

/** `2000 | R405 1000, R407 0`: what the insurer pays, and the reasons line by line. */
export function inShort({ body }: Answer<SettlementAnswer>): string {
  const reasons = body.lines.map((line) => line.reasons.map(({ code, amount }) => `${code} ${amount}`).join(', '));
  return [String(body.totals.insurer), ...reasons].join(' | ').trimEnd();
}
