import type { DecisionBasis } from '../domain/fact.ts';

const FOUND = ['member', 'nobody', 'other-name'] as const satisfies readonly DecisionBasis['found'][];

/** The least that says it: who was found only where that was not the member, pools only where a plan names one. */
export type PackedBasis = readonly [
  publications: number,
  memberRevision: number,
  found?: number,
  ...pools: (string | number)[],
];

export function packBasis({ found, memberRevision, publications, pools }: DecisionBasis): PackedBasis {
  const short = [publications, memberRevision] as const;
  if (found === 'member' && pools.size === 0) return short;
  return [...short, FOUND.indexOf(found), ...[...pools].flat()];
}

export function unpackBasis([publications, memberRevision, found = 0, ...pools]: PackedBasis): DecisionBasis {
  const left = new Map<string, number>();
  for (let at = 0; at < pools.length; at += 2) left.set(String(pools[at]), Number(pools[at + 1]));
  return { found: FOUND[found] ?? 'member', memberRevision, publications, pools: left };
}
