import type { ClaimState } from '../domain/claim.ts';
import { CLAIM_STATUSES, NEW_CLAIM } from '../domain/claim.ts';
import { entryAt } from './fact-texts.ts';
import type { Item } from './keys.ts';

/** `0` stands for what is absent. */
type PackedClaim = readonly [
  status: number,
  attempted: number,
  submittedAt: number,
  nextAt: number,
  series: readonly [failed: number, until: number] | 0,
  insurerClaimNo: string | 0,
  reason: string | 0,
  /** a status of HTTP, which is never 0, or an obstacle */
  failure: NonNullable<ClaimState['failure']>,
  history: readonly (readonly [at: number, status: number])[],
];

/** What is known of a line's claim, in the attribute `c` of the line; undefined: nobody has attempted it. */
export function claimText(state: ClaimState): string {
  const { status, attempted, submittedAt, nextAt, series, insurerClaimNo, reason, failure, history } = state;
  const packed: PackedClaim = [
    ...([CLAIM_STATUSES.indexOf(status), attempted, submittedAt ?? 0, nextAt ?? 0] as const),
    series === undefined ? 0 : [series.failed, series.until],
    ...([insurerClaimNo ?? 0, reason ?? 0, failure ?? 0] as const),
    history.map((change) => [change.at, CLAIM_STATUSES.indexOf(change.status)] as const),
  ];
  return JSON.stringify(packed);
}

export function parseClaim(item: Readonly<Item>): ClaimState | undefined {
  const text = item['c']?.S;
  if (text === undefined) return undefined;
  const [status, attempted, submittedAt, nextAt, series, insurerClaimNo, reason, failure, history] = JSON.parse(
    text,
  ) as PackedClaim;
  return {
    ...{ status: entryAt(CLAIM_STATUSES, status), attempted },
    ...{ submittedAt: submittedAt || undefined, nextAt: nextAt || undefined },
    series: series === 0 ? undefined : { failed: series[0], until: series[1] },
    insurerClaimNo: insurerClaimNo === 0 ? undefined : insurerClaimNo,
    reason: reason === 0 ? undefined : reason,
    failure: failure === 0 ? undefined : failure,
    history: history.map(([at, one]) => ({ at, status: entryAt(CLAIM_STATUSES, one) })),
  };
}

/** The same, where a claim that nobody has attempted is one like any other. */
export const claimIn = (item: Readonly<Item>): ClaimState => parseClaim(item) ?? NEW_CLAIM;
