import type { OrderRequest } from '../../lambdas/contracts/order.ts';
import { orderRequest, toOrder } from '../../lambdas/contracts/order.ts';
import type { MemberReferenceBody } from '../../lambdas/contracts/member.ts';
import type { PrescriptionRequest } from '../../lambdas/contracts/prescription.ts';
import { prescriptionRequest, toPrescription } from '../../lambdas/contracts/prescription.ts';
import type { AdjudicationInput } from '../../lambdas/domain/adjudication-input.ts';
import { prescriptionAt } from '../../lambdas/domain/issued-prescription.ts';
import { LAST_DATE } from '../../lambdas/domain/calendar.ts';
import { compilePlan, isInForce } from '../../lambdas/domain/compiled-plan.ts';
import type { Coverage } from '../../lambdas/domain/coverage.ts';
import { DEFAULT_COVERAGE_PRIORITY } from '../../lambdas/domain/coverage.ts';
import type { Order } from '../../lambdas/domain/order.ts';
import { serviceDate } from '../../lambdas/domain/order.ts';
import type { Plan } from '../../lambdas/domain/plan.ts';
import type { Prescription } from '../../lambdas/domain/prescription.ts';
import { Refusal } from '../refusal.ts';
import { allOf, readDocument } from './documents.ts';
import type { TryCommand } from './options.ts';
import type { PlanAtHand } from './plan-file.ts';
import { readPlan } from './plan-file.ts';
import { balancesBefore } from './used-before.ts';

/** One order on one plan, with everything the decision depends on. */
export interface Trial {
  readonly plan: Plan;
  readonly order: Order;
  readonly input: AdjudicationInput;
  readonly coverage: Coverage;
}

interface TrialDocuments {
  readonly atHand: PlanAtHand;
  readonly order: OrderRequest;
  readonly prescription: PrescriptionRequest | undefined;
}

/** Nobody has said otherwise: no order can use up the budget. */
const UNLIMITED_BUDGET = Number.MAX_SAFE_INTEGER;

/** Every document that a trial needs. Throws `Faulty` with the faults of all of them. */
export function trialDocuments(command: TryCommand): TrialDocuments {
  const { orderFile, prescriptionFile } = command;
  const [atHand, order, prescription] = allOf(
    () => readPlan(command),
    () => readDocument(orderFile, orderRequest),
    () => (prescriptionFile === undefined ? undefined : readDocument(prescriptionFile, prescriptionRequest)),
  );
  const [missing] = atHand.unknown.formularies;
  if (missing !== undefined) {
    throw new Refusal(`the plan decides by the formulary "${missing}": say where it is, --formulary ${missing}=<file>`);
  }
  return { atHand, order, prescription };
}

/** What the options and their defaults make of an order. Throws `Refusal` for an option that the plan has no place for. */
export function trialOf(command: TryCommand, { atHand, order: body, prescription }: TrialDocuments): Trial {
  const { plan, formularies, unknown } = atHand;
  const order = toOrder(body, { hashIdentity: ({ idNo, name }) => ({ identityHash: idNo, nameHash: name }) });
  const coverage = coverageOf(command, plan);
  const compiled = compilePlan(plan);
  const [memberId, date] = [personOf(body.member), serviceDate(order)];
  const unshown = unknown.pools.map((poolId) => [poolId, UNLIMITED_BUDGET] as const);
  const input: AdjudicationInput = {
    order,
    providerId: command.provider ?? (order.kind === 'pharmacy' ? 'pharmacy-a' : 'hospital-a'),
    arrivedAt: Date.parse(command.at ?? order.serviceAt),
    member: {
      ...{ found: 'member', memberId, birthDate: command.birthDate },
      candidates: [
        {
          coverage,
          plan: isInForce(plan, date) ? compiled : undefined,
          nextVersionFrom: date < plan.effectiveFrom ? plan.effectiveFrom : undefined,
        },
      ],
    },
    balances: balancesBefore({ coverage, plan: compiled, memberId, date, used: command.used }),
    formularies,
    prescription: prescription && prescribed(prescription, body, memberId),
    fills: command.fills,
    pools: new Map([...command.pools, ...unshown]),
  };
  return { plan, order, input, coverage };
}

function coverageOf({ from, to, nationalInsurance, family }: TryCommand, plan: Plan): Coverage {
  const span = { from: from ?? plan.effectiveFrom, to: to ?? LAST_DATE };
  if (span.to < span.from) throw new Refusal(`the coverage would end on ${span.to}, before it begins on ${span.from}`);
  return {
    ...{ coverageId: 'trial-coverage', insurerId: 'trial-insurer', planId: plan.planId },
    ...{ ...span, status: 'active', nationalInsurance, consent: true },
    familyId: family,
    priority: DEFAULT_COVERAGE_PRIORITY,
  };
}

/** As in the product, a prescription that the order does not name plays no part. */
function prescribed(body: PrescriptionRequest, order: OrderRequest, memberId: string): Prescription | undefined {
  if (order.prescriptionNo === undefined) return undefined;
  // a number and an identity cannot be compared without a register, and are taken for one person
  const comparable = 'memberId' in body.member === 'memberId' in order.member;
  const owner = comparable ? personOf(body.member) : memberId;
  const issued = toPrescription(body, owner);
  return prescriptionAt(issued, order.prescriptionNo, Date.parse(order.serviceAt), new Map());
}

const personOf = (member: MemberReferenceBody): string => ('memberId' in member ? member.memberId : member.idNo);
