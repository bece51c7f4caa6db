import type { ConnectorKeys } from '../runtime/connector-keys.ts';
import type { findIdentity, readEnrolmentFile, readMemberFile, writeEnrolment } from '../storage/member-registry.ts';
import type { postFact, readFacts, readOrderFile } from '../storage/order-book.ts';
import type { plansOnDate } from '../storage/plan-shelf.ts';
import type { readPlanFile, writePublication } from '../storage/publications.ts';

export { factId } from '../storage/fact-item.ts';
export type { StoredMember } from '../storage/member-item.ts';
export type { EnrolmentFile, SealedOwner } from '../storage/member-registry.ts';
export type { OrderFile } from '../storage/order-book.ts';
export type { PublishedPlan } from '../storage/plan-item.ts';

/** What the use cases need of the world. The handlers fill them with the table; a test may fill one with something slower. */
export interface OrderBook {
  readonly readOrderFile: typeof readOrderFile;
  readonly postFact: typeof postFact;
  readonly readFacts: typeof readFacts;
}

export interface MemberRegistry {
  readonly findIdentity: typeof findIdentity;
  readonly readMemberFile: typeof readMemberFile;
  readonly readEnrolmentFile: typeof readEnrolmentFile;
  readonly writeEnrolment: typeof writeEnrolment;
}

export interface PlanShelf {
  readonly plansOnDate: typeof plansOnDate;
}

export interface PlanPress {
  readonly readPlanFile: typeof readPlanFile;
  readonly writePublication: typeof writePublication;
}

export interface OrderPorts {
  readonly orders: Pick<OrderBook, 'readOrderFile' | 'postFact'>;
  readonly members: Pick<MemberRegistry, 'findIdentity'>;
  readonly plans: PlanShelf;
  /** the stage's keys; read at most once in the life of a function */
  readonly keys: () => Promise<ConnectorKeys>;
  /** waits before another attempt, with jitter */
  readonly pause: (attempt: number) => Promise<void>;
}
