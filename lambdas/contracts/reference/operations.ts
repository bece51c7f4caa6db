import { coverageAnswer } from '../coverage-answer.ts';
import { coverageRequest } from '../coverage.ts';
import { quoteAnswer, settlementAnswer } from '../decision-answer.ts';
import { eligibilityAnswer } from '../eligibility-answer.ts';
import { eligibilityRequest } from '../eligibility.ts';
import { formularyAnswer } from '../formulary-answer.ts';
import { formularyEntries } from '../formulary.ts';
import { orderAnswer } from '../order-answer.ts';
import { orderQuery } from '../order-query.ts';
import { quoteRequest, settlementRequest } from '../order.ts';
import { planAnswer } from '../plan-answer.ts';
import { planRequest } from '../plan.ts';
import { poolAnswer } from '../pool-answer.ts';
import { poolRequest } from '../pool.ts';
import type { ProblemCode } from '../problem-codes.ts';
import { problemKinds } from '../problem-codes.ts';
import type { Route } from '../route.ts';
import type { RouteName } from '../routes.ts';
import { routes } from '../routes.ts';
import { claims } from './claim-operations.ts';
import * as insurer from './insurer-examples.ts';
import type { Operation } from './operation.ts';
import * as enrolments from './enrolment-operations.ts';
import { readMemberDecisions } from './member-decisions-operation.ts';
import * as movements from './movement-operations.ts';
import * as order from './order-examples.ts';
import { receivePharmacyEvent } from './pharmacy-operation.ts';
import { putPrescription, voidPrescription } from './prescription-operation.ts';
import { unsigned } from './unsigned-operations.ts';
import * as statements from './statement-operations.ts';
import * as settlement from './reconciliation-operations.ts';

export const operations: Readonly<Record<RouteName, Operation>> = {
  checkEligibility: {
    tag: 'Hospital',
    summary: 'Ask what a member has',
    description:
      'Every coverage of the member with consent to direct billing: its benefits, what is left of each limit, and from when. Writes nothing.',
    body: { schema: eligibilityRequest, example: order.eligibilityRequestExample },
    answers: { 200: 'What the member has' },
    answer: { schema: eligibilityAnswer, example: order.eligibilityExample },
    problems: ['member.unknown'],
  },
  quoteOrder: {
    tag: 'Hospital',
    summary: 'Quote an order',
    description:
      'Decides the order as it would be decided now, and binds what the patient would pay for 15 minutes with `quoteToken`. Writes nothing and uses up no number. An order that has been decided already is quoted as it was decided.',
    body: { schema: quoteRequest, example: order.orderExample },
    answers: { 200: 'The decision as it would be now' },
    answer: { schema: quoteAnswer, example: order.quoteExample },
    problems: ['order.conflict'],
  },
  settleOrder: {
    tag: 'Hospital',
    summary: 'Settle an order',
    description:
      'Decides every line, consumes the limits, books what the insurer owes and records it, in one write. A refused order is `declined`, answered 201 as well, and final. With `quoteToken` the patient never pays more than quoted: where the limits have moved, the answer is 409 `quote.changed` with both figures.',
    body: { schema: settlementRequest, example: order.settlementExample },
    answers: { 201: 'Decided, now or when the order first came' },
    answer: { schema: settlementAnswer, example: order.settledExample },
    problems: [
      'order.conflict',
      'order.too-many-totals',
      'quote.changed',
      'quote.expired',
      'quote.mismatch',
      'connector.busy',
    ],
    replays: true,
  },
  ...movements,
  putPrescription,
  voidPrescription,
  readOrder: {
    tag: 'Hospital',
    summary: 'Read an order',
    description:
      'An order of your own: its status, its decision, what can be refunded, and all that happened to it. With `?trace=true` also how the decision came about: it is made again from what is stored, and `trace` holds every question to a rule with its answer.',
    query: orderQuery,
    answers: { 200: 'The order' },
    answer: { schema: orderAnswer, example: order.orderRecordExample },
    problems: ['order.unknown'],
  },
  readMemberDecisions,
  receivePharmacyEvent,
  publishPlan: {
    tag: 'Insurer',
    summary: 'Publish a plan version',
    description:
      'A published version never changes; publish a higher one instead. A document that could not be adjudicated is refused with 422, every fault named in `errors`; so is one that uses a rule which this release does not support yet. `planId` and `version` of the document are those of the address.',
    body: { schema: planRequest, example: insurer.planExample },
    answers: { 201: 'Published', 200: 'Published before, with the same document' },
    answer: { schema: planAnswer, example: insurer.publishedPlanExample },
    problems: ['plan.out-of-reach', 'plan.conflict', 'plan.unpublishable', 'connector.busy'],
    replays: true,
  },
  publishFormulary: {
    tag: 'Insurer',
    summary: 'Publish a formulary version',
    description:
      'The whole list of items. A published version never changes; publish a higher one instead: it decides orders that arrive from then on. Publish a formulary before the plan that names it. The order of the entries says nothing, and a code may come once.',
    body: { list: formularyEntries, example: insurer.formularyExample },
    answers: { 201: 'Published', 200: 'Published before, with the same entries' },
    answer: { schema: formularyAnswer, example: insurer.publishedFormularyExample },
    problems: ['formulary.out-of-reach', 'formulary.conflict', 'formulary.too-many-versions', 'connector.busy'],
    replays: true,
  },
  putCoverage: {
    tag: 'Insurer',
    summary: 'Enrol a member, or amend a coverage',
    description:
      'Replaces the coverage as a whole. Decisions already made are never rewritten. `memberId` names one person for all insurers: an identity that is not that of this member is refused.',
    body: { schema: coverageRequest, example: insurer.enrolmentExample },
    answers: { 201: 'Enrolled', 200: 'Amended, or the same as before' },
    answer: { schema: coverageAnswer, example: insurer.coverageExample },
    problems: [
      'coverage.out-of-reach',
      'coverage.other-member',
      'member.identity-mismatch',
      'coverage.plan-unknown',
      'coverage.too-many',
      'connector.busy',
    ],
    replays: true,
  },
  ...enrolments,
  putPool: {
    tag: 'Insurer',
    summary: 'Open a pool, or change its budget',
    description:
      'A budget that members share, over as many of your plans as name it (`scope: {pool}`). It may be raised at any time; one that is lowered stops at what is used and held, and stays there: the answer shows the budget that resulted. `shards` may change while the pool is in use.',
    body: { schema: poolRequest, example: insurer.poolRequestExample },
    answers: { 201: 'Opened', 200: 'Changed, or the same as before' },
    answer: { schema: poolAnswer, example: insurer.poolExample },
    problems: ['pool.out-of-reach', 'connector.busy'],
    replays: true,
  },
  ...statements,
  ...settlement,
  ...claims,
  ...unsigned,
};

const ALL_CODES = Object.keys(problemKinds) as ProblemCode[];

/** What the door of signed requests refuses. */
const REQUEST_CODES: readonly ProblemCode[] = [
  ...ALL_CODES.filter((code) => code.startsWith('signature.')),
  'door.forbidden',
];

/** What the door of webhooks refuses: it has no nonces, one algorithm, and a secret opens no other door. */
const WEBHOOK_CODES: readonly ProblemCode[] = [
  'signature.missing',
  'signature.malformed',
  'signature.expired',
  'signature.invalid',
  'signature.partner-suspended',
];

/** Answered where no route matches, and so by none of the operations. */
export const ROUTELESS_CODES: readonly ProblemCode[] = ['route.unknown'];

/** Every code that a route can answer: its own, and those of the steps that each request passes. */
export function problemCodesOf(name: RouteName): readonly ProblemCode[] {
  const route: Route = routes[name];
  if (route.door === 'public') return ['connector.unavailable', 'connector.defect'];
  const writes = route.bodyLimit > 0 && route.method !== 'GET';
  return [
    'request.malformed',
    ...(writes ? (['request.too-large', 'request.media-type'] as const) : []),
    ...(route.proof === 'standard-webhooks' ? WEBHOOK_CODES : REQUEST_CODES),
    ...operations[name].problems,
    'connector.unavailable',
    'connector.defect',
  ];
}
