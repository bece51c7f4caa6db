/** What a partner asks or tells, before it is signed. The same one may be sent again: it is signed anew each time. */
export interface PartnerRequest {
  readonly kind: Kind;
  readonly partnerId: string;
  readonly method: 'POST' | 'PUT';
  readonly path: string;
  readonly body: Buffer;
  /** of an event, which a pharmacy signs with its secret */
  readonly webhookId?: string;
  /** with what it is to be answered */
  readonly status: number;
  /** what is journalled of its answer; undefined where it decides nothing */
  readonly journal?: Journalled;
}

export interface Journalled {
  readonly operation: 'settle' | 'authorize' | 'capture' | 'reverse' | 'event';
  readonly orderNo: string;
  /** the provider's own number of it, or the id of the webhook */
  readonly number: string | null;
}

export const KINDS = [
  'eligibility check',
  'quote',
  'settlement',
  'authorization',
  'capture',
  'reversal',
  'prescription',
  'order.submitted',
  'order.dispensed',
  'order.delivered',
  'order.returned',
  'the same again',
] as const;
export type Kind = (typeof KINDS)[number];
