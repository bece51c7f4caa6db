import * as z from 'zod';
import { fen } from './primitives.ts';

const MAX_SHARDS = 16;
export const DEFAULT_SHARDS = 1;

export const shardCount = z.int().min(1).max(MAX_SHARDS);

export const poolRequest = z.strictObject({ budget: fen, shards: shardCount.optional() });

export type PoolRequest = z.infer<typeof poolRequest>;
