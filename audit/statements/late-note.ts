import type { Evidence } from '../evidence.ts';
import { aboutOrder, keyParts, orderOfId } from '../stored-item.ts';
import type { Item } from '../table/item.ts';

/** That a line may have come too late for the statement of its day, or that a later statement has taken it up. */
export interface LateNote extends Evidence {
  readonly kind: 'late-note';
  readonly as: 'late' | 'taken';
  readonly insurerId: string;
  readonly factId: string;
}

/** Reads `LATE#<date>#<instant>#<factId>` and `TAKEN#…` of `STATEMENTS#<insurer>`. */
export function readLateNote(item: Item): LateNote {
  const [, insurerId = ''] = keyParts(item, 'pk');
  const [as, , , factId = ''] = keyParts(item, 'sk');
  return {
    ...{ about: aboutOrder(orderOfId(factId)), kind: 'late-note', as: as === 'TAKEN' ? 'taken' : 'late' },
    ...{ insurerId, factId },
  };
}
