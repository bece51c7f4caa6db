import type { Order, OrderLine, Visit } from '../../lambdas/domain/order.ts';
import { listAt, nameAt, numberAt, textAt, textUnlessZero } from './item.ts';

export const KINDS = ['consult', 'pharmacy', 'test'] as const;
const CATEGORIES = ['consult', 'drug', 'delivery', 'test', 'device', 'registration'] as const;
const VISITS = ['follow-up', 'first', 'advice'] as const;
const MODES = ['text', 'phone', 'video'] as const;

/** docs/table-format.md, "Order" */
export function orderIn(orderNo: string, packed: readonly unknown[], lines: readonly OrderLine[]): Order {
  const member = packed[2];
  const visit = packed[4];
  return {
    ...{ orderNo, kind: nameAt(KINDS, numberAt(packed, 0)), serviceAt: textAt(packed, 1) },
    member: Array.isArray(member)
      ? { by: 'identity', identityHash: textAt(member, 0), nameHash: textAt(member, 1) }
      : { by: 'memberId', memberId: textAt(packed, 2) },
    region: textUnlessZero(packed, 3),
    visit: visit === 0 ? undefined : visitIn(listAt(packed, 4)),
    prescriptionNo: textUnlessZero(packed, 5),
    diagnoses: listAt(packed, 6).map((one) =>
      typeof one === 'string'
        ? { code: one }
        : { code: textAt(one as unknown[], 0), name: textAt(one as unknown[], 1) },
    ),
    lines,
    priorPayments: listAt(packed, 7).map((one) => {
      const payment = one as readonly unknown[];
      return { payer: textAt(payment, 0), lineNo: numberAt(payment, 1), amount: numberAt(payment, 2) };
    }),
  };
}

function visitIn(packed: readonly unknown[]): Visit {
  const flag = (position: number) => [undefined, false, true][numberAt(packed, position)];
  return {
    ...{ type: nameAt(VISITS, numberAt(packed, 0)), mode: nameAt(MODES, numberAt(packed, 1)) },
    ...{ department: textUnlessZero(packed, 2), doctorId: textUnlessZero(packed, 3) },
    ...{ priorDiagnosisEvidence: flag(4), guardianPresent: flag(5) },
  };
}

export function orderLineIn(row: readonly unknown[]): OrderLine {
  const daysSupply = numberAt(row, 6);
  return {
    ...{ lineNo: numberAt(row, 0), category: nameAt(CATEGORIES, numberAt(row, 1)), code: textUnlessZero(row, 2) },
    ...{ name: textAt(row, 3), quantity: numberAt(row, 4), amount: numberAt(row, 5) },
    daysSupply: daysSupply === 0 ? undefined : daysSupply,
  };
}

/** Columns as rows: the first says how many there are, and a column of one value says the same of every row. */
export function rowsIn(columns: readonly unknown[]): readonly (readonly unknown[])[] {
  const count = numberAt(listAt(columns, 0), 0);
  const fields = columns.slice(1).map((_, index) => listAt(columns, index + 1));
  return Array.from({ length: count }, (_, row) => fields.map((field) => (field.length === 1 ? field[0] : field[row])));
}
