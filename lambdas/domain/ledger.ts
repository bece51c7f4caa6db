import type { BookLine } from './book-line.ts';
import type { Fen } from './money.ts';

/**
 * The accounts of the ledger. Debit balances: what an insurer owes (`insurer-payable`, and `pool` where a pool pays it), what patients
 * pay their provider themselves, what providers bear, and money of an insurer that is not matched yet (`cash`). Credit balances: what a
 * provider billed and has not been paid, and what an insurer paid that nothing asked for (`suspense`).
 */
export const ACCOUNT_KINDS = [
  'insurer-payable',
  'pool',
  'patient-share',
  'write-off',
  'provider-receivable',
  'cash',
  'suspense',
] as const;
export type AccountKind = (typeof ACCOUNT_KINDS)[number];

/** A kind and whose it is: `insurer-payable:insurer-a`, `pool:flu-2026`, `write-off:hospital-a`. */
export type Account = `${AccountKind}:${string}`;

/** One side of a booking: fen, above 0. */
export interface Entry {
  readonly account: Account;
  readonly side: 'debit' | 'credit';
  readonly amount: Fen;
}

/** A payment, as far as it could be matched, to the provider that it is for. */
export interface ProviderPayment {
  readonly providerId: string;
  /** below 0 where the provider gave back more than it billed on the days that were paid */
  readonly amount: Fen;
}

/** What is booked of a remittance; what `amount` has beyond the payments is in suspense. */
export interface BookedRemittance {
  readonly insurerId: string;
  readonly amount: Fen;
  readonly payments: readonly ProviderPayment[];
}

/** The balanced entries of one line of the book; those of a credit are those of the same debit with the sides exchanged. */
export function entriesOf(line: BookLine): readonly Entry[] {
  return line.type === 'adjustment' ? adjustmentEntries(line) : movementEntries(line);
}

/**
 * Of what was billed to this insurer, each bears a part: the insurer, its pools, and, once for all insurers of a fact, the patient and
 * the provider itself.
 */
function movementEntries({ direction, amount, pools, insurerId, providerId, isFirst, patient, writeOff }: BookLine) {
  const fromPools = pools.reduce((sum, pool) => sum + pool.amount, 0);
  const borne: readonly (readonly [Account, Fen])[] = [
    [`insurer-payable:${insurerId}`, amount - fromPools],
    ...pools.map((pool) => [`pool:${pool.poolId}`, pool.amount] as const),
    [`patient-share:${providerId}`, isFirst ? patient : 0],
    [`write-off:${providerId}`, isFirst ? writeOff : 0],
  ];
  const billed = borne.reduce((sum, [, part]) => sum + part, 0);
  const against = direction === 'debit' ? 'credit' : 'debit';
  return [
    ...borne.flatMap(([account, part]) => signedEntry(account, direction, part)),
    ...signedEntry(`provider-receivable:${providerId}`, against, billed),
  ];
}

/** What the insurer owes less by an adjustment, the provider bears; what it billed stays what it was. */
function adjustmentEntries({ direction, amount, insurerId, providerId }: BookLine): readonly Entry[] {
  const against = direction === 'debit' ? 'credit' : 'debit';
  return [
    ...signedEntry(`write-off:${providerId}`, against, amount),
    ...signedEntry(`insurer-payable:${insurerId}`, direction, amount),
  ];
}

/** What was paid reduces what the insurer owes as far as it is matched, and is passed on to the providers; the rest waits in suspense. */
export function remittanceEntries({ insurerId, amount, payments }: BookedRemittance): readonly Entry[] {
  const matched = payments.reduce((sum, payment) => sum + payment.amount, 0);
  return [
    ...signedEntry(`cash:${insurerId}`, 'debit', amount),
    ...signedEntry(`insurer-payable:${insurerId}`, 'credit', matched),
    ...signedEntry(`suspense:${insurerId}`, 'credit', amount - matched),
    ...payments.flatMap((payment) => signedEntry(`provider-receivable:${payment.providerId}`, 'debit', payment.amount)),
    ...signedEntry(`cash:${insurerId}`, 'credit', matched),
  ];
}

/** An amount below 0 is booked on the other side, and nothing is not booked. */
function signedEntry(account: Account, side: Entry['side'], amount: Fen): readonly Entry[] {
  if (amount === 0) return [];
  const other = side === 'debit' ? 'credit' : 'debit';
  return [{ account, side: amount > 0 ? side : other, amount: Math.abs(amount) }];
}
