import type { Evidence } from '../evidence.ts';
import { aboutOrder, keyParts, listIn, orderOfId } from '../stored-item.ts';
import type { Item } from '../table/item.ts';
import { listAt, numberAt, textAt, textIn } from '../table/item.ts';

/** A line that an insurer disputed, what it says by the dispute, and what was decided. */
export interface Disputed extends Evidence {
  readonly kind: 'disputed';
  readonly insurerId: string;
  readonly date: string;
  readonly line: number;
  readonly factId: string;
  readonly claimId: string;
  readonly providerId: string;
  readonly orderNo: string;
  readonly direction: 'debit' | 'credit';
  readonly amount: number;
  readonly state: 'open' | 'accepted' | 'rejected';
  /** what an acceptance took off; null: nothing was left, or there is none */
  readonly adjustment: { readonly factId: string; readonly amount: number } | null;
}

/** Reads `DISPUTE#<date>#<line>` of `STATEMENTS#<insurer>`. */
export function readDisputed(item: Item): Disputed {
  const [, insurerId = ''] = keyParts(item, 'pk');
  const [, date = '', line = ''] = keyParts(item, 'sk');
  const content = listAt(listIn(textIn(item, 'c')), 1);
  const decided = item['x']?.S === undefined ? undefined : listIn(item['x'].S);
  const adjusted = decided === undefined || decided[4] === null ? undefined : listAt(decided, 4);
  const factId = textAt(content, 0);
  return {
    ...{ about: aboutOrder(orderOfId(factId)), kind: 'disputed', insurerId, date, line: Number(line), factId },
    ...{ claimId: textAt(content, 1), providerId: textAt(content, 2), orderNo: textAt(content, 3) },
    ...{ direction: numberAt(content, 4) === 1 ? 'credit' : 'debit', amount: numberAt(content, 5) },
    state: decided === undefined ? 'open' : textAt(decided, 0) === 'accepted' ? 'accepted' : 'rejected',
    adjustment: adjusted === undefined ? null : { factId: textAt(adjusted, 0), amount: numberAt(adjusted, 1) },
  };
}
