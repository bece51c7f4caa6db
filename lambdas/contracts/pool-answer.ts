import * as z from 'zod';
import { shardCount } from './pool.ts';
import { fen, identifier } from './primitives.ts';

export const poolAnswer = z.looseObject({
  poolId: identifier,
  budget: fen,
  shards: shardCount,
  used: fen,
  held: fen,
  remaining: fen,
});

export type PoolAnswer = z.infer<typeof poolAnswer>;
