/**
 * The closed list of problem codes (RFC 9457). Partners branch on them, so a code is added, never renamed and never reused.
 * `retry` says what a partner's machine should do next; `after` comes with `Retry-After`.
 */
export type Retry = 'never' | 'same-request' | 'new-order-no' | 'after';

export interface ProblemKind {
  readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429 | 500 | 503;
  readonly title: string;
  readonly retry: Retry;
}

export const problemKinds = {
  'request.malformed': { status: 400, title: 'The request is malformed', retry: 'never' },
  'request.too-large': { status: 413, title: 'The body is too large', retry: 'never' },
  'request.media-type': { status: 415, title: 'The body is not of a media type that the route takes', retry: 'never' },

  'signature.missing': { status: 401, title: 'The request is not signed', retry: 'never' },
  'signature.malformed': { status: 401, title: 'The signature headers cannot be read', retry: 'never' },
  'signature.components': { status: 401, title: 'The signature does not cover what it must', retry: 'never' },
  'signature.algorithm': { status: 401, title: 'The signature algorithm is not the one of this key', retry: 'never' },
  'signature.key-unknown': { status: 401, title: 'The signing key is not known', retry: 'never' },
  'signature.partner-suspended': { status: 401, title: 'The partner is suspended', retry: 'never' },
  'signature.expired': { status: 401, title: 'The signature is outside the clock window', retry: 'never' },
  'signature.digest': { status: 401, title: 'The content digest is not that of the body', retry: 'never' },
  'signature.invalid': { status: 401, title: 'The signature does not verify', retry: 'never' },
  'signature.replayed': { status: 401, title: 'The nonce has been used before', retry: 'never' },

  'door.forbidden': { status: 403, title: 'This kind of partner may not use this route', retry: 'never' },
  'route.unknown': { status: 404, title: 'There is no such route', retry: 'never' },

  'plan.out-of-reach': { status: 404, title: 'There is no such plan', retry: 'never' },
  'plan.conflict': { status: 409, title: 'This version is published with another document', retry: 'never' },
  'plan.unpublishable': { status: 422, title: 'The plan could not be adjudicated', retry: 'never' },

  'formulary.out-of-reach': { status: 404, title: 'There is no such formulary', retry: 'never' },
  'formulary.conflict': { status: 409, title: 'This version is published with other entries', retry: 'never' },
  'formulary.too-many-versions': { status: 422, title: 'The formulary has too many versions', retry: 'never' },

  'pool.out-of-reach': { status: 404, title: 'There is no such pool', retry: 'never' },

  'coverage.out-of-reach': { status: 404, title: 'There is no such coverage', retry: 'never' },
  'coverage.plan-unknown': { status: 422, title: 'The plan is not published', retry: 'never' },
  'coverage.other-member': { status: 409, title: 'The coverage belongs to another member', retry: 'never' },
  'coverage.too-many': { status: 422, title: 'The member has too many coverages', retry: 'never' },
  'enrolment.unknown': { status: 404, title: 'There is no such enrolment', retry: 'never' },
  'member.identity-mismatch': { status: 409, title: 'The identity is not that of this member', retry: 'never' },
  'member.unknown': { status: 404, title: 'There is no such member', retry: 'never' },

  'statement.unknown': { status: 404, title: 'The day has not been', retry: 'never' },
  'statement.generating': { status: 409, title: 'The day is not closed yet', retry: 'after' },
  'statement.part-unknown': { status: 404, title: 'The statement has no such part', retry: 'never' },

  'prescription.out-of-reach': { status: 404, title: 'There is no such prescription', retry: 'never' },
  'prescription.used': { status: 409, title: 'The prescription has been used and stays as it is', retry: 'never' },
  'prescription.voided': { status: 409, title: 'The prescription has been voided', retry: 'never' },
  'prescription.unlawful': { status: 422, title: 'The prescription breaks a rule of regulation', retry: 'never' },

  'webhook.conflict': { status: 409, title: 'The webhook-id was sent with another body', retry: 'never' },
  'order.conflict': { status: 409, title: 'The order number is used by other content', retry: 'new-order-no' },
  'order.too-many-totals': {
    status: 422,
    title: 'The order counts against more totals than one write can hold',
    retry: 'never',
  },
  'order.too-many-facts': { status: 422, title: 'Too much has happened to the order', retry: 'never' },
  'order.too-many-holds': {
    status: 422,
    title: 'The member, family or prescription has too many open authorizations',
    retry: 'new-order-no',
  },
  'order.unknown': { status: 404, title: 'There is no such order', retry: 'never' },
  'order.reversed': { status: 409, title: 'The order has been reversed', retry: 'never' },
  'order.declined': { status: 409, title: 'The order was declined', retry: 'never' },
  'authorization.unknown': { status: 404, title: 'There is no such authorization', retry: 'never' },
  'authorization.captured': { status: 409, title: 'The authorization has been captured', retry: 'never' },
  'authorization.voided': { status: 409, title: 'The authorization has been voided', retry: 'never' },
  'authorization.expired': { status: 409, title: 'The authorization has expired', retry: 'new-order-no' },
  'authorization.declined': { status: 409, title: 'The authorization was declined', retry: 'never' },
  'capture.exceeds-authorized': { status: 422, title: 'More is captured than was authorised', retry: 'never' },
  'reversal.exceeds-settled': { status: 422, title: 'More is given back than was settled', retry: 'never' },
  'reversal.not-settled': { status: 422, title: 'What is given back is only held', retry: 'never' },
  'quote.changed': { status: 409, title: 'The patient would pay more than quoted', retry: 'never' },
  'quote.expired': { status: 409, title: 'The quote has expired', retry: 'never' },
  'quote.mismatch': { status: 409, title: 'The quote is of another order', retry: 'never' },

  'statement.mismatch': { status: 409, title: 'The figures are not those of the statement', retry: 'never' },
  'statement.line-unknown': { status: 422, title: 'The statement has no such line', retry: 'never' },
  'dispute.conflict': { status: 409, title: 'The line was disputed with other content', retry: 'never' },
  'remittance.conflict': { status: 409, title: 'The remittance number is used by other content', retry: 'never' },
  'remittance.too-many': { status: 422, title: 'The day has been paid too often', retry: 'never' },
  'claim.unknown': { status: 404, title: 'There is no such claim', retry: 'never' },
  'claim.answered': { status: 409, title: 'The claim has been answered otherwise', retry: 'never' },

  'connector.busy': { status: 503, title: 'Too many requests for the same member at once', retry: 'same-request' },
  'connector.unavailable': { status: 503, title: 'A system the connector needs does not answer', retry: 'after' },
  'connector.defect': { status: 500, title: 'A defect of the connector', retry: 'same-request' },
} as const satisfies Record<string, ProblemKind>;

export type ProblemCode = keyof typeof problemKinds;
