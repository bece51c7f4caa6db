import type { EvidencePart } from './evidence-files.ts';

/** What the state machine of an audit asks for; `run` names it, and all that it puts aside. */
export type AuditStep =
  /** says how the work is cut; each is left out in a run of its own accord */
  | { readonly step: 'begin'; readonly run: string; readonly segments?: number; readonly buckets?: number }
  /** deals what the items of a segment are evidence of */
  | ({ readonly step: 'read' } & AuditRun & { readonly segment: number })
  /** the same of the statements of some days, with their files */
  | ({ readonly step: 'read-statements' } & AuditRun & StatementRange)
  | ({ readonly step: 'judge' } & AuditRun & { readonly bucket: number; readonly parts: readonly EvidencePart[] })
  /** throws where anything was found */
  | ({ readonly step: 'conclude' } & AuditRun);

/** What all steps of one run have in common. */
export interface AuditRun {
  readonly run: string;
  /** the instant at which it began, epoch milliseconds */
  readonly now: number;
  readonly segments: number;
  readonly buckets: number;
}

/** Days of an insurer, both ends included. */
export interface StatementRange {
  readonly insurerId: string;
  readonly from: string;
  readonly to: string;
}

/** What `begin` gives: each entry is one invocation. */
export interface AuditPlan extends AuditRun {
  readonly segmentList: readonly { readonly segment: number }[];
  readonly ranges: readonly StatementRange[];
  readonly bucketList: readonly { readonly bucket: number }[];
}
