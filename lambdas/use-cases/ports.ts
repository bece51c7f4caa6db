import type { DeliveryMessage } from '../contracts/delivery-id.ts';
import type { EnrolmentMessage } from '../contracts/enrolment-file.ts';
import type { ConnectorKeys } from '../runtime/connector-keys.ts';
import type { markDay, putLateLine, putLine } from '../storage/book.ts';
import type { createDelivery, readDelivery, replaceDelivery } from '../storage/delivery-log.ts';
import type { createEnrolment, readEnrolment, readReport, writeRows } from '../storage/enrolment-book.ts';
import type { readEnrolments } from '../storage/enrolment-lookup.ts';
import type { packFormulary } from '../storage/formulary-chunks.ts';
import type { readFormularyFile, writeFormularyContent, writeFormularyHead } from '../storage/formulary-press.ts';
import type { formulariesAt } from '../storage/formulary-shelf.ts';
import type { dropLapsedHold } from '../storage/lapsed-hold.ts';
import type {
  findIdentity,
  readEnrolmentFile,
  readMemberFile,
  readMemberRevision,
  writeEnrolment,
} from '../storage/member-registry.ts';
import type { headObject, presignPut, putOnce, readObject } from '../storage/object-store.ts';
import type { readDecisionPlaces } from '../storage/decision-places.ts';
import type { postDecision, readOrderFile } from '../storage/order-book.ts';
import type { readFacts, readOrder, readOrderRecord } from '../storage/order-record.ts';
import type { postMove } from '../storage/post-move.ts';
import type { plansOnDate } from '../storage/plan-shelf.ts';
import type { readPool, writePool } from '../storage/pool-book.ts';
import type { readIssuingFile, readPrescriptionRevision, writePrescription } from '../storage/prescription-register.ts';
import type { readPrescriptionUse, writeWithdrawal } from '../storage/prescription-withdrawal.ts';
import type { readPlanFile, writePublication } from '../storage/publications.ts';
import type { readReferable } from '../storage/referable.ts';
import type { exceptionWrite, openException } from '../storage/exception-register.ts';
import type { inboxWrite, postRiders, readInboxEntry } from '../storage/webhook-inbox.ts';
import type { readSharedTotals } from '../storage/shared-totals.ts';
import type { dueTimers, putTimer, putTimerBack, removeTimer } from '../storage/timetable.ts';

export type { PostWebhook } from '../gateways/webhook-post.ts';
export { MAX_ROW_WRITES } from '../storage/enrolment-book.ts';
export type { RowsEffect } from '../storage/enrolment-book.ts';
export type { KnownEnrolments } from '../storage/enrolment-lookup.ts';
export { eventIdOf } from '../storage/delivery-item.ts';
export { factId, parseFactId } from '../storage/fact-item.ts';
export type { PackedFormulary } from '../storage/formulary-chunks.ts';
export type { FormularyHead, FormularyVersion } from '../storage/formulary-item.ts';
export type { StoredMember } from '../storage/member-item.ts';
export type {
  Enrolment,
  EnrolmentFile,
  EnrolmentQuestion,
  MemberChange,
  SealedOwner,
} from '../storage/member-registry.ts';
export type { DecidedFrom, OrderFile } from '../storage/order-book.ts';
export type { PrescriptionUse } from '../storage/prescription-withdrawal.ts';
export type { Withdrawal } from '../storage/prescription-item.ts';
export type { InboxEntry } from '../storage/webhook-inbox.ts';
export { exceptionId } from '../storage/exception-item.ts';
export type { OrderRecord } from '../storage/order-record.ts';
export type { Rider } from '../storage/post-facts.ts';
export type { PublishedPlan } from '../storage/plan-item.ts';
export type { Pool } from '../storage/pool-item.ts';

/** What the use cases need of the world. The handlers fill them with the table; a test may fill one with something slower. */
export interface OrderBook {
  readonly readOrderFile: typeof readOrderFile;
  readonly postDecision: typeof postDecision;
  readonly readOrder: typeof readOrder;
  readonly readOrderRecord: typeof readOrderRecord;
  readonly readFacts: typeof readFacts;
  readonly readDecisionPlaces: typeof readDecisionPlaces;
  readonly postMove: typeof postMove;
}

/** Where an event that was taken is remembered, and what somebody must look at is opened. Both ride along with a posting. */
export interface EventBook {
  readonly readInboxEntry: typeof readInboxEntry;
  readonly inboxWrite: typeof inboxWrite;
  readonly exceptionWrite: typeof exceptionWrite;
  readonly postRiders: typeof postRiders;
}

/** Holds as they stand in the balances. */
export interface HoldShelf {
  readonly dropLapsedHold: typeof dropLapsedHold;
}

export interface ExceptionRegister {
  readonly openException: typeof openException;
}

/** What each insurer is told of the money it moves, line by line. */
export interface Book {
  readonly putLine: typeof putLine;
  readonly markDay: typeof markDay;
  readonly putLateLine: typeof putLateLine;
}

/** What providers are told, and what came of it. */
export interface DeliveryLog {
  readonly createDelivery: typeof createDelivery;
  readonly readDelivery: typeof readDelivery;
  readonly replaceDelivery: typeof replaceDelivery;
}

/** Where deliveries wait for their attempt. */
export interface DeliveryQueue {
  readonly sendDelivery: (message: DeliveryMessage) => Promise<void>;
}

/** Files of coverages, and what became of their rows. */
export interface EnrolmentBook {
  readonly createEnrolment: typeof createEnrolment;
  readonly readEnrolment: typeof readEnrolment;
  readonly readEnrolments: typeof readEnrolments;
  readonly readReport: typeof readReport;
  readonly writeRows: typeof writeRows;
}

/** Where files wait to be worked off. */
export interface EnrolmentQueue {
  readonly sendEnrolment: (message: EnrolmentMessage) => Promise<void>;
}

/** What is too large for an item. */
export interface ObjectStore {
  readonly headObject: typeof headObject;
  readonly presignPut: typeof presignPut;
  readonly putOnce: typeof putOnce;
  readonly readObject: typeof readObject;
}

/** What is due, and when. */
export interface Timetable {
  readonly putTimer: typeof putTimer;
  readonly putTimerBack: typeof putTimerBack;
  readonly dueTimers: typeof dueTimers;
  readonly removeTimer: typeof removeTimer;
}

export interface MemberRegistry {
  readonly findIdentity: typeof findIdentity;
  readonly readMemberFile: typeof readMemberFile;
  readonly readMemberRevision: typeof readMemberRevision;
  readonly readEnrolmentFile: typeof readEnrolmentFile;
  readonly writeEnrolment: typeof writeEnrolment;
}

export interface PlanShelf {
  readonly plansOnDate: typeof plansOnDate;
}

export interface FormularyShelf {
  readonly formulariesAt: typeof formulariesAt;
}

export interface PrescriptionRegister {
  readonly readIssuingFile: typeof readIssuingFile;
  readonly readPrescriptionRevision: typeof readPrescriptionRevision;
  readonly writePrescription: typeof writePrescription;
  readonly readPrescriptionUse: typeof readPrescriptionUse;
  readonly writeWithdrawal: typeof writeWithdrawal;
}

/** What families and pools hold beside the member. */
export interface SharedBook {
  readonly readSharedTotals: typeof readSharedTotals;
}

export interface PoolBook {
  readonly readPool: typeof readPool;
  readonly writePool: typeof writePool;
}

export interface PlanPress {
  readonly readPlanFile: typeof readPlanFile;
  readonly readReferable: typeof readReferable;
  readonly writePublication: typeof writePublication;
}

export interface FormularyPress {
  readonly packFormulary: typeof packFormulary;
  readonly readFormularyFile: typeof readFormularyFile;
  readonly writeFormularyContent: typeof writeFormularyContent;
  readonly writeFormularyHead: typeof writeFormularyHead;
}

export interface OrderPorts {
  readonly orders: Pick<OrderBook, 'readOrderFile' | 'postDecision' | 'readFacts'>;
  readonly members: Pick<MemberRegistry, 'findIdentity'>;
  readonly plans: PlanShelf;
  readonly formularies: FormularyShelf;
  readonly shared: SharedBook;
  /** the stage's keys; read at most once in the life of a function */
  readonly keys: () => Promise<ConnectorKeys>;
  /** waits before another attempt, with jitter */
  readonly pause: (attempt: number) => Promise<void>;
}
