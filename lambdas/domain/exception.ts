import type { EpochMs } from './calendar.ts';

/** What somebody must look at because no rule may settle it. The list is closed: a kind is added, never renamed. */
export const EXCEPTION_KINDS = [
  // a hospital voided a prescription on which an order had been settled already
  'prescription-voided-after-settlement',
  // a pharmacy handed out on a voided hold or prescription: nothing was booked
  'dispensed-against-voided',
  // an expired hold was decided again when it was dispensed, and now pays less or nothing
  'late-dispensing-pays-less',
  // an event had waited for its predecessor, and was refused when its turn came
  'waiting-event-refused',
  // an event waits for an order that has not come
  'event-without-order',
  // an insurer has refused a claim
  'claim-rejected',
  // a claim was given up after three days, while its insurer was within reach
  'claim-dead',
  // an insurer has a claim and has not decided on it for thirty days
  'claim-undecided',
  // an insurer's answer says other than its final one before
  'claim-contradicted',
] as const;
export type ExceptionKind = (typeof EXCEPTION_KINDS)[number];

export const OWNER_ROLES = ['operations', 'hospital', 'pharmacy'] as const;

/** Who has to act. */
export interface ExceptionOwner {
  readonly role: (typeof OWNER_ROLES)[number];
  /** the partner whom it concerns; where operations act, with whom they have to speak */
  readonly partnerId: string;
}

/** What brought it about: a fact of the order, an event by its `webhook-id`, or a claim. */
export interface ExceptionReference {
  readonly of: 'fact' | 'webhook' | 'claim';
  readonly id: string;
}

/** What an exception is about: two that agree in all of it are one. */
export interface ExceptionSubject {
  readonly kind: ExceptionKind;
  /** whose order it is */
  readonly providerId: string;
  readonly orderNo: string;
  readonly prescriptionNo?: string | undefined;
  readonly reference?: ExceptionReference | undefined;
}

/** An exception as it is opened. It names no patient. */
export interface ExceptionOpening extends ExceptionSubject {
  readonly owner: ExceptionOwner;
  readonly openedAt: EpochMs;
}

export interface ExceptionResolution {
  /** what was found and done */
  readonly note: string;
  readonly resolvedBy: string;
  readonly resolvedAt: EpochMs;
}

/** The record of it. Once resolved it stays so: what happens again is another event, and another exception. */
export interface Exception extends ExceptionOpening {
  readonly exceptionId: string;
  readonly resolution: ExceptionResolution | undefined;
}

export const EXCEPTION_STATES = ['open', 'resolved'] as const;
export type ExceptionState = (typeof EXCEPTION_STATES)[number];

export const exceptionState = ({ resolution }: Exception): ExceptionState =>
  resolution === undefined ? 'open' : 'resolved';

/** The subject as one text, by which a repeated request finds the exception that it has opened. Identifiers hold no `#`. */
export function subjectText({ kind, providerId, orderNo, prescriptionNo, reference }: ExceptionSubject): string {
  const about = reference === undefined ? '' : `${reference.of}:${reference.id}`;
  return [kind, providerId, orderNo, prescriptionNo ?? '', about].join('#');
}
