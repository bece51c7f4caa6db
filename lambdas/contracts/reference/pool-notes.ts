import { poolAnswer } from '../pool-answer.ts';
import { poolRequest } from '../pool.ts';
import { noted } from './field-notes.ts';

const shardsNote =
  'Into how many parts the pool is stored, 1 to 16; 1 where left out. Orders that come at once get out of each other’s way in more parts. It changes nothing of what is paid.';

export const poolNotes = {
  PoolRequest: noted(poolRequest, 'A budget that members share.', {
    budget: ['Fen. One below what is used and held stops there.', 50000000],
    shards: [shardsNote, 4],
  }),
  Pool: noted(poolAnswer, 'A pool as it stands: `budget = used + held + remaining`.', {
    poolId: ['Your id of the pool, from the address.', 'relief-2026'],
    budget: ['Fen; the budget that resulted.', 50000000],
    shards: ['Into how many parts it is stored.', 4],
    used: ['Fen that settlements took from it.', 12000000],
    held: ['Fen that authorizations hold.', 0],
    remaining: ['Fen that are left.', 38000000],
  }),
} as const;
