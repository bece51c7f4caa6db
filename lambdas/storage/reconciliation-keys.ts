import type { ItemKey } from './keys.ts';
import { key, statementsPartition } from './keys.ts';

/** That an insurer has acknowledged a statement. */
export const acknowledgementKey = (insurerId: string, businessDate: string): ItemKey =>
  key(statementsPartition(insurerId), `ACK#${businessDate}`);

/** The dispute of a line of a statement. */
export const disputeKey = (insurerId: string, businessDate: string, line: number): ItemKey =>
  key(statementsPartition(insurerId), disputeSort(businessDate, line));

export const disputeSort = (businessDate: string, line: number): string =>
  `DISPUTE#${businessDate}#${String(line).padStart(9, '0')}`;

/** A remittance by the insurer's own number of it. */
export const remittanceKey = (insurerId: string, remittanceNo: string): ItemKey =>
  key(statementsPartition(insurerId), `REMITTANCE#${remittanceNo}`);

/** Where a remittance counts: the statement in which it is told. */
export const remittedKey = (insurerId: string, businessDate: string, remittanceNo: string): ItemKey =>
  key(statementsPartition(insurerId), `REMITTED#${businessDate}#${remittanceNo}`);

/** What was paid of a business date, in order from 1 on. */
export const clearingKey = (insurerId: string, businessDate: string, position: number): ItemKey =>
  key(statementsPartition(insurerId), `CLEARED#${businessDate}#${String(position).padStart(4, '0')}`);

export const accountPartition = (providerId: string): string => `ACCOUNT#${providerId}`;

/** A provider's account with an insurer on a business date. */
export const accountKey = (providerId: string, insurerId: string, businessDate: string): ItemKey =>
  key(accountPartition(providerId), `${insurerId}#${businessDate}`);
