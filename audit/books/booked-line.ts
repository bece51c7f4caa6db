import type { ClaimStanding } from '../claims/claim-standing.ts';
import { claimStanding } from '../claims/claim-standing.ts';
import type { Evidence } from '../evidence.ts';
import { aboutOrder, keyParts, listIn, orderOfId } from '../stored-item.ts';
import type { Item } from '../table/item.ts';
import { listAt, nameAt, numberAt, textAt, textIn, textUnlessZero } from '../table/item.ts';
import { KINDS } from '../table/order.ts';
import type { InsurerLine } from './insurer-line.ts';

/** A line as it stands in the book of an insurer, and how its claim stands. */
export interface BookedLine extends Evidence {
  readonly kind: 'booked-line';
  /** 0 to 15 */
  readonly shard: number;
  readonly line: InsurerLine;
  readonly providerKind: string;
  readonly claim: ClaimStanding;
}

const TYPES = ['settlement', 'capture', 'reversal', 'adjustment'] as const;

/** Reads `BOOK#<insurer>#<business date>#<shard>`, `<instant in base 36>#<factId>`; `l` is the line and `c` its claim. */
export function readBookedLine(item: Item): BookedLine {
  const [, insurerId = '', businessDate = '', shard = ''] = keyParts(item, 'pk');
  const [posted = '', factId = ''] = keyParts(item, 'sk');
  const packed = listIn(textIn(item, 'l'));
  const amounts = listAt(packed, 9);
  const [priorPaid, insurer] = [numberAt(amounts, 0), numberAt(amounts, 1)];
  const [patient, writeOff] = [numberAt(amounts, 2), numberAt(amounts, 3)];
  const plan = packed[7] === 0 ? undefined : listAt(packed, 7);
  const original = packed[14] === 0 ? undefined : listAt(packed, 14);
  return {
    ...{ about: aboutOrder(orderOfId(factId)), kind: 'booked-line', shard: Number(shard) },
    providerKind: numberAt(packed, 2) === 1 ? 'pharmacy' : 'hospital',
    line: {
      ...{ type: nameAt(TYPES, numberAt(packed, 0)), insurerId, factId },
      ...{ providerId: textAt(packed, 1), orderNo: textAt(packed, 3), orderKind: nameAt(KINDS, numberAt(packed, 4)) },
      ...{ memberId: textUnlessZero(packed, 5) ?? '', coverageId: textUnlessZero(packed, 6) ?? '' },
      ...{ planId: plan === undefined ? '' : textAt(plan, 0), serviceDate: textAt(packed, 8) },
      planVersion: plan === undefined ? '' : String(numberAt(plan, 1)),
      ...{ businessDate, postedAt: Number.parseInt(posted, 36) },
      ...{ billed: priorPaid + insurer + patient + writeOff, priorPaid, insurer, patient, writeOff },
      ...{ direction: numberAt(packed, 10) === 1 ? 'credit' : 'debit', amount: numberAt(packed, 11) },
      pools: poolsText(listAt(packed, 12)),
      claimId: textUnlessZero(packed, 13) ?? factId,
      originalFactId: original === undefined ? '' : textAt(original, 0),
      originalBusinessDate: original === undefined ? '' : textAt(original, 1),
      originalClaimId: original === undefined ? '' : textAt(original, 2),
      ...{ reasons: textAt(packed, 15), isFirst: numberAt(packed, 16) === 1 },
    },
    claim: claimStanding(item['c']?.S),
  };
}

const poolsText = (pools: readonly unknown[]): string =>
  pools.map((_, index) => `${textAt(listAt(pools, index), 0)}=${numberAt(listAt(pools, index), 1)}`).join(',');
