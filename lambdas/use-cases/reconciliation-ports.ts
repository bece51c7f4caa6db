import type { readAcknowledgement, writeAcknowledgement } from '../storage/acknowledgements.ts';
import type {
  decideDispute,
  decisionWrite,
  openDisputes,
  readDisputes,
  readDisputesOf,
} from '../storage/dispute-register.ts';
import type { accountDays, accountsOn, lastAccountBefore, putAccountDay } from '../storage/provider-accounts.ts';
import type { readClearings, readRemittance, readRemittances, writeRemittance } from '../storage/remittance-book.ts';

export { disputeEventId } from '../storage/dispute-item.ts';
export type { PlacedClearing } from '../storage/remittance-item.ts';
export { MAX_CLEARINGS } from '../storage/remittance-book.ts';

/** What insurers acknowledge of their statements, and what they dispute. */
export interface AcknowledgementBook {
  readonly readAcknowledgement: typeof readAcknowledgement;
  readonly writeAcknowledgement: typeof writeAcknowledgement;
}

export interface DisputeRegister {
  readonly readDisputes: typeof readDisputes;
  readonly readDisputesOf: typeof readDisputesOf;
  readonly openDisputes: typeof openDisputes;
  readonly decisionWrite: typeof decisionWrite;
  readonly decideDispute: typeof decideDispute;
}

/** What insurers paid, and what providers are owed. */
export interface RemittanceBook {
  readonly readRemittance: typeof readRemittance;
  readonly readClearings: typeof readClearings;
  readonly writeRemittance: typeof writeRemittance;
  readonly readRemittances: typeof readRemittances;
}

export interface ProviderAccounts {
  readonly putAccountDay: typeof putAccountDay;
  readonly lastAccountBefore: typeof lastAccountBefore;
  readonly accountsOn: typeof accountsOn;
  readonly accountDays: typeof accountDays;
}
