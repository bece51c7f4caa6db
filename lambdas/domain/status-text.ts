import type { EpochMs } from './calendar.ts';
import { shanghaiInstant } from './calendar.ts';
import type { OrderStatus } from './order-state.ts';
import type { BilingualText } from './plan.ts';

/**
 * What a status means, for the person it concerns. `isPaid`: whether anything is settled now, which captures leave behind when the rest
 * of a hold ends. `expiresAt`: when the hold ends or ended, told to the minute.
 */
export function statusText(status: OrderStatus, isPaid: boolean, expiresAt: EpochMs | undefined): BilingualText {
  const until = expiresAt === undefined ? '' : shanghaiInstant(expiresAt).slice(0, 16).replace('T', ' ');
  switch (status) {
    case 'settled':
    case 'captured':
      return { zh: '已结算', en: 'Settled' };
    case 'authorized':
      return { zh: `额度已预留至 ${until}`, en: `Held until ${until}` };
    case 'partially-captured':
      return { zh: `已部分结算，其余预留至 ${until}`, en: `Settled in part; the rest is held until ${until}` };
    case 'declined':
      return { zh: '不予支付', en: 'Declined' };
    case 'voided':
      return isPaid
        ? { zh: '已部分结算，其余已释放', en: 'Settled in part; the rest was released' }
        : { zh: '预留已释放，未结算费用', en: 'The hold was released; nothing was settled' };
    case 'expired':
      return isPaid
        ? { zh: `已部分结算，其余已于 ${until} 到期`, en: `Settled in part; the rest expired at ${until}` }
        : { zh: `预留已于 ${until} 到期，未结算费用`, en: `The hold expired at ${until}; nothing was settled` };
    case 'partially-reversed':
      return { zh: '已部分退回', en: 'Reversed in part' };
    case 'reversed':
      return { zh: '已全部退回', en: 'Reversed in full' };
    case 'reversed-before-arrival':
      return { zh: '到达前已被撤销', en: 'Reversed before it arrived' };
  }
}
