import type { Coverage } from '../../lambdas/domain/coverage.ts';
import type { Item } from './item.ts';
import { listAt, numberAt, textAt, textIn, textUnlessZero } from './item.ts';

/** docs/table-format.md, "Member": what decisions need of an enrolment. */
export interface MemberIn {
  readonly coverages: readonly Coverage[];
  readonly birthDate: string | undefined;
}

export function memberIn(item: Item): MemberIn {
  const packed = JSON.parse(textIn(item, 'c')) as readonly unknown[];
  return { coverages: packed.map((_, index) => coverageIn(listAt(packed, index))), birthDate: item['y']?.S };
}

function coverageIn(packed: readonly unknown[]): Coverage {
  return {
    ...{ coverageId: textAt(packed, 0), insurerId: textAt(packed, 1), planId: textAt(packed, 2) },
    ...{ from: textAt(packed, 3), to: textAt(packed, 4), status: textAt(packed, 5) as Coverage['status'] },
    ...{ nationalInsurance: numberAt(packed, 6) === 1, consent: numberAt(packed, 7) === 1 },
    ...{ priority: numberAt(packed, 8), familyId: textUnlessZero(packed, 9), renewalOf: textUnlessZero(packed, 10) },
  };
}
