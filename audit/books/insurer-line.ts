/** What the book of an insurer, and its statement, say of one fact. Every field is plain, so that two lines are compared by field. */
export interface InsurerLine {
  readonly type: string;
  readonly insurerId: string;
  readonly factId: string;
  readonly providerId: string;
  readonly orderNo: string;
  readonly orderKind: string;
  /** empty where there is none, like the coverage, the plan and the original */
  readonly memberId: string;
  readonly coverageId: string;
  readonly planId: string;
  readonly planVersion: string;
  readonly serviceDate: string;
  readonly businessDate: string;
  readonly postedAt: number;
  readonly billed: number;
  readonly priorPaid: number;
  readonly insurer: number;
  readonly patient: number;
  readonly writeOff: number;
  readonly direction: 'debit' | 'credit';
  /** the share of this insurer, fen */
  readonly amount: number;
  /** what of the amount its pools bear: `pool=fen`, with commas */
  readonly pools: string;
  readonly claimId: string;
  readonly originalFactId: string;
  readonly originalBusinessDate: string;
  readonly originalClaimId: string;
  /** codes, with spaces */
  readonly reasons: string;
  /** whether patient and write-off count with this line */
  readonly isFirst: boolean;
}

/** The names of the fields in which two lines differ. */
export const differingFields = (one: Partial<InsurerLine>, other: InsurerLine): readonly string[] =>
  (Object.keys(one) as (keyof InsurerLine)[]).filter((field) => one[field] !== other[field]);
