import type { Route } from '../lambdas/contracts/route.ts';
import type { RouteName, unknownRoute } from '../lambdas/contracts/routes.ts';
import { routes } from '../lambdas/contracts/routes.ts';
import type { triggers } from '../lambdas/contracts/triggers.ts';
import { claimDoorNeeds } from './claim-needs.ts';
import { enrolmentNeeds } from './enrolment-needs.ts';
import { reconciliationNeeds } from './reconciliation-needs.ts';
import type { StatedNeeds } from './stated-needs.ts';
import type { KeyFamily, TableAction, TableNeeds } from './table-needs.ts';
import { workNeeds } from './work-needs.ts';

type DoorHandler = (typeof routes)[RouteName]['handler'] | (typeof unknownRoute)['handler'];

export type HandlerName = keyof (Readonly<Record<DoorHandler, unknown>> & typeof triggers);

/** What a door does before anything else: it finds the partner, and claims the nonce of a signed request. */
const admission: TableNeeds = { GetItem: ['PARTNER'], PutItem: ['NONCE'] };
const webhookAdmission: TableNeeds = { GetItem: ['PARTNER'] };

/** What follows a decision: the order is read, and one transaction moves its amounts. */
const moving: TableNeeds = {
  Query: ['ORDER'],
  BatchGetItem: ['POOL'],
  PutItem: ['ORDER'],
  UpdateItem: ['FAMILY', 'MEMBER', 'POOL', 'PRESCRIPTION'],
  DeleteItem: ['POOL'],
};

/** What each function may do, and no more. A new handler does not compile before it has said so here. */
export const functionNeeds: Readonly<Record<HandlerName, StatedNeeds>> = {
  ...workNeeds,
  ...claimDoorNeeds,
  ...enrolmentNeeds,
  ...reconciliationNeeds,
  'plans': {
    memoryMb: 512,
    table: { BatchGetItem: ['CATALOGUE', 'FORMULARY', 'PLAN', 'POOL'], PutItem: ['PLAN'], UpdateItem: ['CATALOGUE'] },
    secret: false,
    impact: 'Insurers cannot publish plans; orders are still decided by the plans already published.',
  },
  'formularies': {
    // for its share of a processor: a list of 4 MiB is parsed, packed and compressed while the insurer waits
    memoryMb: 1024,
    table: { BatchGetItem: ['CATALOGUE', 'FORMULARY'], PutItem: ['FORMULARY'], UpdateItem: ['CATALOGUE'] },
    secret: false,
    impact: 'Insurers cannot publish formularies; orders are still decided by those already published.',
  },
  'pools': {
    memoryMb: 512,
    table: { Query: ['POOL'], PutItem: ['POOL'], UpdateItem: ['POOL'], DeleteItem: ['POOL'] },
    secret: false,
    impact: 'Insurers cannot open pools or change their budgets; orders go on drawing on those there are.',
  },
  'eligibility-checks': {
    memoryMb: 1024,
    table: { BatchGetItem: ['CATALOGUE', 'FAMILY', 'IDENTITY', 'MEMBER', 'PLAN'], Query: ['POOL'] },
    secret: true,
    impact: 'Hospitals cannot see who is covered, and send patients away or charge them in full.',
  },
  'quotes': {
    memoryMb: 1024,
    table: {
      BatchGetItem: ['CATALOGUE', 'FAMILY', 'FORMULARY', 'IDENTITY', 'MEMBER', 'ORDER', 'PLAN', 'PRESCRIPTION'],
      Query: ['ORDER', 'POOL'],
    },
    secret: true,
    impact: 'Hospitals cannot tell patients what they will pay before the consult.',
  },
  'settlements': {
    memoryMb: 1024,
    table: {
      BatchGetItem: ['CATALOGUE', 'FAMILY', 'FORMULARY', 'IDENTITY', 'MEMBER', 'ORDER', 'PLAN', 'PRESCRIPTION'],
      // facts, where a reversal came before its order
      Query: ['ORDER', 'POOL'],
      PutItem: ['ORDER'],
      UpdateItem: ['FAMILY', 'MEMBER', 'POOL', 'PRESCRIPTION'],
      // holds of a pool that have ended
      DeleteItem: ['POOL'],
      // balances that a rolling limit counted and the order does not draw from
      ConditionCheckItem: ['FAMILY', 'MEMBER'],
    },
    secret: true,
    impact: 'Orders are not settled: patients wait or are charged for what their policy covers.',
  },
  'authorizations': {
    memoryMb: 1024,
    table: {
      BatchGetItem: ['CATALOGUE', 'FAMILY', 'FORMULARY', 'IDENTITY', 'MEMBER', 'ORDER', 'PLAN', 'PRESCRIPTION'],
      Query: ['ORDER', 'POOL'],
      PutItem: ['ORDER', 'POOL'],
      UpdateItem: ['FAMILY', 'MEMBER', 'POOL', 'PRESCRIPTION'],
      DeleteItem: ['POOL'],
      ConditionCheckItem: ['FAMILY', 'MEMBER'],
    },
    secret: true,
    impact: 'Limits cannot be held: hospitals must settle consults before they take place.',
  },
  'captures': {
    memoryMb: 512,
    table: moving,
    secret: false,
    impact: 'What was delivered on an authorization is not settled; holds may expire before it is.',
  },
  'voids': {
    memoryMb: 512,
    table: moving,
    secret: false,
    impact: 'Holds are not released at once: members are short of their limits until they expire.',
  },
  'reversals': {
    memoryMb: 512,
    table: moving,
    secret: false,
    impact: 'Settlements are not taken back: members are short of their limits, and insurers owe too much.',
  },
  'prescriptions': {
    memoryMb: 512,
    table: {
      BatchGetItem: ['IDENTITY', 'MEMBER', 'PRESCRIPTION'],
      // the consult of a child under six
      Query: ['ORDER'],
      PutItem: ['PRESCRIPTION'],
    },
    secret: true,
    impact: 'Hospitals cannot issue prescriptions: the drugs on them are refused until they can.',
  },
  'prescription-voids': {
    memoryMb: 512,
    table: {
      ...moving,
      BatchGetItem: ['POOL', 'PRESCRIPTION'],
      PutItem: ['ORDER', 'PRESCRIPTION'],
      UpdateItem: ['EXCEPTION', 'FAMILY', 'MEMBER', 'POOL', 'PRESCRIPTION'],
    },
    secret: false,
    impact: 'Hospitals cannot withdraw prescriptions: drugs may be dispensed on one that is wrong.',
  },
  'orders': {
    memoryMb: 512,
    // a trace is made again from the enrolment, the plans and the prescription of then
    table: { Query: ['ORDER'], BatchGetItem: ['FORMULARY', 'MEMBER', 'PLAN', 'PRESCRIPTION'] },
    secret: false,
    impact: 'Hospitals and pharmacies cannot look up what became of their orders; settling goes on.',
  },
  'decisions': {
    memoryMb: 512,
    table: { Query: ['ORDER'] },
    indexes: ['member'],
    secret: false,
    impact: 'Hospitals cannot show patients why something was not paid; orders are not affected.',
  },
  'pharmacy-orders': {
    memoryMb: 1024,
    table: {
      GetItem: ['WEBHOOK'],
      BatchGetItem: ['CATALOGUE', 'FAMILY', 'FORMULARY', 'IDENTITY', 'MEMBER', 'ORDER', 'PLAN', 'POOL', 'PRESCRIPTION'],
      Query: ['ORDER', 'POOL'],
      PutItem: ['ORDER', 'POOL', 'WEBHOOK'],
      UpdateItem: ['EXCEPTION', 'FAMILY', 'MEMBER', 'POOL', 'PRESCRIPTION'],
      DeleteItem: ['POOL'],
      ConditionCheckItem: ['FAMILY', 'MEMBER'],
    },
    secret: true,
    impact: 'Pharmacies are not answered: tills do not know what a patient pays, and what is dispensed is booked late.',
  },
  'health': {
    memoryMb: 256,
    table: { BatchGetItem: ['CATALOGUE'] },
    secret: false,
    impact: 'Probes report an outage although orders may still be settled.',
  },
  'reference': {
    memoryMb: 256,
    table: {},
    secret: false,
    impact: "Partners' engineers cannot read the API reference; orders are not affected.",
  },
  'unknown-route': {
    memoryMb: 256,
    table: {},
    secret: false,
    impact: 'A partner that asks for something that does not exist is not told so in the form it expects.',
  },
};

export const handlerNames = Object.keys(functionNeeds) as HandlerName[];

/** What a handler does with the table, action by action, admission included. */
export function tableNeedsOf(handler: HandlerName): readonly (readonly [TableAction, readonly KeyFamily[]])[] {
  const signed = Object.values<Route>(routes).find((route) => route.handler === handler && route.door !== 'public');
  const ofDoor = signed?.proof === 'standard-webhooks' ? webhookAdmission : admission;
  const entries = [...(signed ? Object.entries(ofDoor) : []), ...Object.entries(functionNeeds[handler].table)];
  return entries as [TableAction, readonly KeyFamily[]][];
}
