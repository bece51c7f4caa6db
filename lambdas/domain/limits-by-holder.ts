import type { CompiledLimit } from './compiled-limit.ts';

/** The limits of a plan by whose totals they are measured against. */
export interface LimitsByHolder {
  /** those that accumulate, the deductible and the out-of-pocket maximum among them */
  readonly member: readonly CompiledLimit[];
  readonly family: readonly CompiledLimit[];
  /** also those per line and order, which draw on the pool's budget all the same */
  readonly pool: readonly CompiledLimit[];
}

export function limitsByHolder(limits: readonly CompiledLimit[]): LimitsByHolder {
  return {
    member: limits.filter(({ scope, accumulates }) => scope === 'member' && accumulates),
    family: limits.filter(({ scope, accumulates }) => scope === 'family' && accumulates),
    pool: limits.filter(({ scope }) => scope === 'pool'),
  };
}
