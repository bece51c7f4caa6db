import type * as z from 'zod';
import { describe, expect, it } from 'vitest';
import { coverageRequest } from '../../lambdas/contracts/coverage.ts';
import { eligibilityRequest } from '../../lambdas/contracts/eligibility.ts';
import { formularyEntry } from '../../lambdas/contracts/formulary.ts';
import { captureRequest, reversalRequest } from '../../lambdas/contracts/movement.ts';
import { authorizationRequest, quoteRequest, settlementRequest } from '../../lambdas/contracts/order.ts';
import * as event from '../../lambdas/contracts/pharmacy-event.ts';
import { planRequest } from '../../lambdas/contracts/plan.ts';
import { poolRequest } from '../../lambdas/contracts/pool.ts';
import { prescriptionRequest, withdrawalRequest } from '../../lambdas/contracts/prescription.ts';
import type { Plan } from '../../lambdas/domain/plan.ts';
import { pathText } from '../../lambdas/runtime/field-errors.ts';
import {
  fullAuthorization,
  fullCapture,
  fullEligibilityCheck,
  fullEnrolment,
  fullFormularyEntry,
  fullOrder,
  fullPlan,
  fullPool,
  fullPrescription,
  fullReversal,
  fullSettlement,
  fullWithdrawal,
} from './full-bodies.ts';
import { fullEvents } from './full-events.ts';
import { badPaths, changed, pathsOf, valueAt, without } from './spoil.ts';

const words = (text: string): string[] => text.split(/\s+/);
const under = (parent: string, text: string): string[] => words(text).map((field) => `${parent}.${field}`);

const OPTIONAL_ORDER_FIELDS = [
  ...words('diagnoses diagnoses[0].name lines[0].code lines[0].daysSupply prescriptionNo priorPayments region visit'),
  ...under('visit', 'department doctorId guardianPresent priorDiagnosisEvidence'),
];
const OPTIONAL_PLAN_FIELDS = [
  ...words('deductible effectiveTo endorsements exclusions exclusions.codes exclusions.diagnoses filingDays limits'),
  ...words('limits[0].onExceed limits[0].scope nationalInsurance network outOfPocketMax waitingDays'),
  ...under('endorsements[0]', 'diagnoses providers regions'),
  ...under(
    'benefits[0]',
    'allowFirstVisit coinsuranceBps coinsuranceByTierBps coinsuranceByTierBps.B coinsuranceByTierBps.C',
  ),
  ...under(
    'benefits[0]',
    'coinsuranceMax coinsuranceMin copay deductible excess limits limits[0].onExceed limits[0].scope',
  ),
  ...under(
    'benefits[0]',
    'network networkDiscountBps priceCap supply supply.maxDaysLongTerm supply.refillAfterBps waitingDays',
  ),
  ...under('benefits[0].covers', 'categories departments diagnoses modes orderKinds visits'),
  'benefits[1].priceCap',
];

interface Case {
  readonly name: string;
  readonly schema: z.ZodObject;
  readonly body: object;
  readonly optional: readonly string[];
}

const cases: readonly Case[] = [
  { name: 'quote', schema: quoteRequest, body: fullOrder, optional: OPTIONAL_ORDER_FIELDS },
  {
    name: 'settlement',
    schema: settlementRequest,
    body: fullSettlement,
    optional: [...OPTIONAL_ORDER_FIELDS, 'quoteToken'],
  },
  {
    name: 'authorization',
    schema: authorizationRequest,
    body: fullAuthorization,
    optional: [...OPTIONAL_ORDER_FIELDS, 'expiresInSeconds'],
  },
  { name: 'capture', schema: captureRequest, body: fullCapture, optional: words('final lines lines[0].quantity') },
  { name: 'reversal', schema: reversalRequest, body: fullReversal, optional: ['lines'] },
  { name: 'withdrawal', schema: withdrawalRequest, body: fullWithdrawal, optional: [] },
  {
    name: 'eligibility check',
    schema: eligibilityRequest,
    body: fullEligibilityCheck,
    optional: ['region', 'serviceDate'],
  },
  {
    name: 'coverage',
    schema: coverageRequest,
    body: fullEnrolment,
    optional: ['familyId', 'identity', 'priority', 'renewalOf'],
  },
  { name: 'pool', schema: poolRequest, body: fullPool, optional: ['shards'] },
  {
    name: 'prescription',
    schema: prescriptionRequest,
    body: fullPrescription,
    optional: words('consultOrderNo diagnoses[0].name items[0].refills longTerm reviewedAt reviewedBy validUntil'),
  },
  {
    name: 'order.submitted',
    schema: event.orderSubmitted,
    body: fullEvents.submitted,
    optional: ['sequence', ...OPTIONAL_ORDER_FIELDS.map((field) => `data.${field}`)],
  },
  {
    name: 'order.dispensed',
    schema: event.orderDispensed,
    body: fullEvents.dispensed,
    optional: ['sequence', 'data.lines'],
  },
  { name: 'order.delivered', schema: event.orderDelivered, body: fullEvents.delivered, optional: ['sequence'] },
  { name: 'order.cancelled', schema: event.orderCancelled, body: fullEvents.cancelled, optional: ['sequence'] },
  { name: 'order.returned', schema: event.orderReturned, body: fullEvents.returned, optional: ['sequence'] },
  { name: 'plan', schema: planRequest, body: fullPlan, optional: OPTIONAL_PLAN_FIELDS },
  {
    name: 'formulary entry',
    schema: formularyEntry,
    body: fullFormularyEntry,
    optional: ['maxDaysSupply', 'maxUnitPrice', 'otc', 'prohibited', 'tier'],
  },
];

/** Values of another kind than the sound one. */
function wrongValues(sound: unknown): readonly unknown[] {
  if (typeof sound === 'number') return [null, String(sound), 1.5, -1, 1e21, [sound]];
  if (typeof sound === 'string') return [null, 7, '', ' ', `${sound}\u0000`, 'x'.repeat(3_000)];
  if (typeof sound === 'boolean') return [null, 0, 'true', {}];
  return [null, 7, true, 'no such keyword'];
}

describe.each(cases)('$name', ({ schema, body, optional }) => {
  it('takes a body with every field of the contract', () => {
    expect(badPaths(schema, body)).toEqual([]);
    expect(Object.keys(schema.shape).sort()).toEqual(Object.keys(body).sort());
  });

  it('names exactly the field that is wrong, whichever it is', () => {
    for (const path of pathsOf(body)) {
      for (const wrong of wrongValues(valueAt(body, path))) {
        expect(badPaths(schema, changed(body, path, wrong)), `${pathText(path)} = ${JSON.stringify(wrong)}`).toEqual([
          pathText(path),
        ]);
      }
    }
  });

  it('names exactly the field that is missing, unless it is optional', () => {
    const missed: string[] = [];
    // what `items` should hold cannot be told from an empty object: it is asked for a formulary
    const named = pathsOf(body).filter(
      (one) => typeof one.at(-1) === 'string' && !pathText(one).endsWith('items.codes'),
    );
    for (const path of named) {
      const found = badPaths(schema, without(body, path));
      if (found.length === 0) missed.push(pathText(path));
      else expect(found).toEqual([pathText(path)]);
    }
    const inSecond = (path: string) => /^(data\.)?lines\[1\]/.test(path);
    expect(missed.filter((path) => !inSecond(path)).sort()).toEqual([...optional].sort());
  });

  it('refuses an unknown field in every object, by its own name', () => {
    const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
    const objects = [[], ...pathsOf(body)].filter(
      (path) => isObject(valueAt(body, path)) && path.at(-1) !== 'coinsuranceByTierBps',
    );
    for (const path of objects) {
      const surplus = [...path, 'surplus'];
      expect(badPaths(schema, changed(body, surplus, 1))).toEqual([pathText(surplus)]);
    }
  });

  it('names every bad field at once', () => {
    const spoiled = Object.keys(body).reduce<unknown>((copy, field) => changed(copy, [field], null), body);
    expect(badPaths(schema, spoiled)).toEqual(Object.keys(body).sort());
  });
});

it('gives a plan of the domain', () => {
  const plan: Plan = planRequest.parse(fullPlan);
  expect(plan).toEqual(fullPlan);
});
