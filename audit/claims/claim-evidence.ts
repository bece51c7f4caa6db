import type { Evidence } from '../evidence.ts';
import { aboutOrder, keyParts, listIn, orderOfId } from '../stored-item.ts';
import type { Item } from '../table/item.ts';
import { textAt, textIn, textUnlessZero } from '../table/item.ts';

/** That something will be done about a claim at an instant. */
export interface ClaimTimer extends Evidence {
  readonly kind: 'claim-timer';
  readonly insurerId: string;
  readonly factId: string;
  readonly dueAt: number;
}

/** That somebody looks at a claim, or has looked. */
export interface ClaimException extends Evidence {
  readonly kind: 'claim-exception';
  readonly exceptionKind: string;
  readonly claimId: string;
}

/** Reads `DUE#claim#<shard>`, `<instant>#<insurer>#<business date>#<instant>#<factId>`. */
export function readClaimTimer(item: Item): ClaimTimer {
  const [dueAt, insurerId = '', , , factId = ''] = keyParts(item, 'sk');
  return { about: aboutOrder(orderOfId(factId)), kind: 'claim-timer', insurerId, factId, dueAt: Number(dueAt) };
}

/** Reads `EXCEPTION#<id>`; nothing where it is about no claim. */
export function readClaimException(item: Item): readonly ClaimException[] {
  const packed = listIn(textIn(item, 'c'));
  if (packed[6] !== 'claim') return [];
  const claimId = textUnlessZero(packed, 7) ?? '';
  const about = aboutOrder(orderOfId(claimId));
  return [{ about, kind: 'claim-exception', exceptionKind: textAt(packed, 0), claimId }];
}
