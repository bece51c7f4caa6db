import type { CoverageRequest } from '../../lambdas/contracts/coverage.ts';
import type { OrderRequest } from '../../lambdas/contracts/order.ts';
import type { PrescriptionRequest } from '../../lambdas/contracts/prescription.ts';
import type { DemoPartnerId } from '../../local/partners/demo-partners.ts';
import type { Chance } from './chance.ts';
import type { Asking } from './clients.ts';
import type { Person, PlanId } from './documents.ts';

export interface KnownMember {
  readonly memberId: string;
  readonly person: Person | undefined;
  /** the latest document of each coverage */
  readonly coverages: Map<string, CoverageRequest & { readonly planId: PlanId }>;
}

export interface KnownPrescription {
  readonly prescriptionNo: string;
  readonly memberId: string;
  body: PrescriptionRequest;
}

/** An order as its provider remembers it. */
export interface KnownOrder {
  readonly providerId: DemoPartnerId;
  readonly order: OrderRequest;
  readonly first: Asking;
  authorizationId: string | undefined;
  /** a settlement, a capture or a dispensing was answered */
  isSettled: boolean;
  /** numbers of captures and reversals that were ever sent */
  readonly numbers: string[];
}

/** What the partners of a run know together. */
export interface World {
  readonly chance: Chance;
  members: KnownMember[];
  prescriptions: KnownPrescription[];
  orders: KnownOrder[];
  readonly planVersions: Map<PlanId, number>;
  readonly formularyVersions: Map<string, number>;
  /** the latest of what was sent, to be sent again */
  sent: Asking[];
  /** statements whose figures an insurer has in hand, by insurer and date */
  readonly statements: Map<
    string,
    { readonly insurerId: DemoPartnerId; readonly date: string; readonly count: number }
  >;
  number(kind: string): string;
}

/** How many of each are remembered: what is long past is left alone. */
const KEPT = 60;

export function newWorld(chance: Chance): World {
  let count = 0;
  return {
    ...{ chance, members: [], prescriptions: [], orders: [], sent: [] },
    ...{ planVersions: new Map(), formularyVersions: new Map(), statements: new Map() },
    number: (kind) => {
      count += 1;
      return `${kind}-${count}`;
    },
  };
}

/** At the end of a list, without what is long past. */
export const remembered = <Value>(values: readonly Value[], value: Value, kept = KEPT): Value[] => [
  ...values.slice(-kept + 1),
  value,
];

/** The latest more often than those before. */
export function recent<Value>(chance: Chance, values: readonly Value[]): Value | undefined {
  if (values.length === 0) return undefined;
  return values.at(-1 - Math.floor(values.length * chance.next() ** 2));
}
