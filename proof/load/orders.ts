import type { OrderRequest } from '../../lambdas/contracts/order.ts';
import type { PrescriptionRequest } from '../../lambdas/contracts/prescription.ts';
import type { Chance } from '../../bench/workload/decisions/chance.ts';
import { drugCode, isPrescribed } from './world.ts';

const MINUTE_MS = 60_000;
const VISIT = { type: 'follow-up', mode: 'text', department: 'dermatology', doctorId: 'D310199000003' } as const;
const DIAGNOSES = [{ code: 'L30.900', name: '湿疹' }];

interface OfWhom {
  readonly orderNo: string;
  readonly memberId: string;
  /** the product's time, epoch milliseconds */
  readonly now: number;
}

/** A consult of one line, now and then with a second one, for 20.00 to 120.00 yuan. */
export function consultOf({ orderNo, memberId, now }: OfWhom, chance: Chance): OrderRequest {
  const lines = chance.happens(150) ? 2 : 1;
  return {
    ...{ orderNo, kind: 'consult', serviceAt: instant(now - MINUTE_MS), member: { memberId } },
    ...{ visit: VISIT, diagnoses: DIAGNOSES },
    lines: Array.from({ length: lines }, (_, index) => ({
      ...{ lineNo: index + 1, category: 'consult', code: 'CONSULT-TEXT', name: '图文复诊', quantity: '1' },
      amount: chance.between(20, 120) * 100,
    })),
  };
}

/** What a pharmacy is asked to hand over, and the prescription for it where one of the drugs needs one. */
export interface DrugOrder {
  readonly order: OrderRequest;
  readonly prescription: PrescriptionRequest | undefined;
}

export function drugsOf({ orderNo, memberId, now }: OfWhom, chance: Chance): DrugOrder {
  const first = chance.below(1_000);
  // neighbours in the list, so that no drug comes twice
  const drugs = Array.from({ length: chance.between(1, 3) }, (_, index) => first + index);
  const lines = drugs.map((drug, index) => {
    const units = chance.between(1, 4);
    const amount = units * chance.between(500, 6_000);
    return {
      lineNo: index + 1,
      category: 'drug' as const,
      code: drugCode(drug),
      name: '药品',
      quantity: String(units),
      amount,
    };
  });
  const items = drugs.flatMap((drug, index) => {
    const { code = '', quantity = '1' } = lines[index] ?? {};
    return isPrescribed(drug) ? [{ code, name: '药品', quantity, daysSupply: 7 }] : [];
  });
  const order = {
    ...{ orderNo, kind: 'pharmacy' as const, serviceAt: instant(now - MINUTE_MS), member: { memberId } },
    ...{ diagnoses: DIAGNOSES, lines },
  };
  if (items.length === 0) return { order, prescription: undefined };
  return {
    order: { ...order, prescriptionNo: `RX-${orderNo}` },
    prescription: {
      ...{ member: { memberId }, diagnoses: DIAGNOSES, doctorId: VISIT.doctorId, items },
      ...{ issuedAt: instant(now - 10 * MINUTE_MS), reviewedBy: 'PH-310199', reviewedAt: instant(now - 5 * MINUTE_MS) },
    },
  };
}

export const instant = (at: number): string => new Date(at).toISOString();
