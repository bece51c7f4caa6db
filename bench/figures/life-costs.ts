import type { DrugKind } from '../workload/drugs.ts';
import type { Expected } from './request-figures.ts';

const cost = (trips: number, writeUnits: number, indexUnits: number): Expected => ({ trips, writeUnits, indexUnits });

/**
 * A fact is 2 write units; 2 more are each item that holds or is drawn on (the member's balances, a prescription, a shard of a pool and
 * the hold in it), and a webhook, which is kept. Of the indexes 1 is a line of the statement, or a decision of the member.
 */
const ofMember = {
  'authorize': cost(2, 4, 1),
  'capture': cost(2, 4, 1),
  'whole reversal': cost(2, 4, 1),
  'capture in part': cost(2, 4, 1),
  'reversal by line': cost(2, 4, 1),
  'void': cost(2, 4, 0),
  'order.submitted': cost(2, 6, 1),
  'order.dispensed': cost(2, 6, 1),
  'order.delivered': cost(2, 4, 0),
  'order.returned': cost(2, 6, 1),
  'order.cancelled before it was dispensed': cost(2, 6, 0),
  'order.cancelled after it was dispensed': cost(2, 6, 1),
};

export type Step = keyof typeof ofMember;

const onPrescription: Readonly<Record<Step, Expected>> = {
  'authorize': cost(2, 6, 1),
  'capture': cost(2, 6, 1),
  'whole reversal': cost(2, 6, 1),
  'capture in part': cost(2, 6, 1),
  'reversal by line': cost(2, 6, 1),
  'void': cost(2, 6, 0),
  'order.submitted': cost(2, 8, 1),
  'order.dispensed': cost(2, 8, 1),
  'order.delivered': cost(2, 4, 0),
  'order.returned': cost(2, 8, 1),
  'order.cancelled before it was dispensed': cost(2, 8, 0),
  'order.cancelled after it was dispensed': cost(2, 8, 1),
};

/** Which pool it is, is known only when plan or order have been read; what is given back has no hold any more. */
const fromPool: Readonly<Record<Step, Expected>> = {
  'authorize': cost(3, 8, 1),
  'capture': cost(3, 8, 1),
  'whole reversal': cost(3, 6, 1),
  'capture in part': cost(3, 8, 1),
  // before the last capture, so that it ends the hold
  'reversal by line': cost(3, 8, 1),
  'void': cost(3, 8, 0),
  'order.submitted': cost(3, 10, 1),
  'order.dispensed': cost(3, 10, 1),
  'order.delivered': cost(2, 4, 0),
  'order.returned': cost(3, 8, 1),
  'order.cancelled before it was dispensed': cost(3, 10, 0),
  'order.cancelled after it was dispensed': cost(3, 8, 1),
};

/** What each step of an order of drugs costs beside its admission; the drugs count for the member's refills, whoever pays. */
export const lifeCosts: Readonly<Record<DrugKind, Readonly<Record<Step, Expected>>>> = {
  'over the counter': ofMember,
  'on a prescription': onPrescription,
  'from a pool': fromPool,
};
