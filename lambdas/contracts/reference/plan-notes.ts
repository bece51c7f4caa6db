import {
  bilingualText,
  benefit,
  copay,
  coveredCodes,
  coveredFormulary,
  covers,
  supply,
  unitPriceCap,
} from '../plan-benefit.ts';
import { limit, poolScope, rollingPeriod } from '../plan-limit.ts';
import { endorsement, exclusions, nationalInsuranceRule, planRequest, yearlyAmount } from '../plan.ts';
import { noted } from './field-notes.ts';

const networkNote = 'Partner ids of the providers in the network, up to 10,000, or `"any"`.';

export const planNotes = {
  Plan: noted(
    planRequest,
    'A benefit schedule: an immutable, versioned document. Dates are inclusive, rates are basis points.',
    {
      planId: ['Your id of the plan; the same as in the address.', 'ehealth-direct'],
      version: ['The same as in the address. Of the versions in force on a service date the highest decides.', 3],
      name: ['The name that patients read.'],
      currency: ['Always `CNY`.', 'CNY'],
      effectiveFrom: ['First service date of this version.', '2026-01-01'],
      effectiveTo: ['Last service date; open where left out.', '2027-12-31'],
      year: ['What a yearly period is: from 1 January, or from the anniversary of the coverage.', 'calendar'],
      waitingDays: ['Days from the beginning of a coverage in which nothing is paid (E107).', 30],
      network: [`${networkNote} Any where left out.`, 'any'],
      exclusions: ['What no benefit of the plan pays.'],
      deductible: [
        'What the patient carries first each year (L501), or a list of up to 10; what is left is the least of them.',
      ],
      outOfPocketMax: ['The most that a patient carries in a year (L513), or a list of up to 10.'],
      nationalInsurance: ['What happens when a member with national insurance did not use it first (B601).'],
      filingDays: ['Days from service to arrival after which an order is refused (T702). No limit where left out.', 30],
      limits: ['Limits of the whole plan, up to 50.'],
      benefits: ['1 to 100. The first that covers a line decides it.'],
      endorsements: ['Dated changes, up to 50.'],
    },
  ),
  BilingualText: noted(bilingualText, 'A text in both languages of the product.', {
    zh: ['Chinese.', '互联网问诊'],
    en: ['English.', 'Online consults'],
  }),
  YearlyAmount: noted(yearlyAmount, 'A yearly amount of a member or a family.', {
    amount: ['Fen.', 10000],
    per: ['Always a year.', 'year'],
    scope: ['Whose total it is.', 'member'],
  }),
  Exclusions: noted(exclusions, 'What the plan does not pay.', {
    diagnoses: ['Beginnings of ICD-10 codes (C302).', ['Z41', 'F10']],
    codes: ['Item codes (C301).', ['COSMETIC-01']],
  }),
  NationalInsuranceRule: noted(nationalInsuranceRule, 'National insurance left unused.', {
    rateIfUnusedBps: ['The share, in basis points, that the insurer still pays.', 6000],
  }),
  Benefit: noted(benefit, 'What the plan pays for one kind of line, and how it is shared.', {
    benefitId: ['Your id of the benefit, once in a plan.', 'consult'],
    name: ['The name that patients read.'],
    covers: ['Which lines it decides. Every list given must match.'],
    waitingDays: ['Instead of the waiting days of the plan.', 0],
    network: [`${networkNote} The network of the plan where left out.`, ['hospital-a']],
    allowFirstVisit: ['For licensed pilots: first visits online are not refused (P204).', true],
    priceCap: ['The highest price that is shared: of the formulary, or an amount a unit (C305).'],
    excess: ['Who carries what is above the price cap; the patient where left out.', 'patient'],
    networkDiscountBps: ['Contract discount, written off by providers in the network (A801).', 2000],
    deductible: ['Whether the deductible of the plan applies; it does where left out.', 'applies'],
    copay: ['A fixed amount that the patient carries (L503).'],
    coinsuranceBps: ["The patient's share in basis points (L502).", 2000],
    coinsuranceByTierBps: [
      "The patient's share by the tier of the formulary item, where given; up to 20 tiers.",
      { B: 1000, C: 4000 },
    ],
    coinsuranceMin: ['Fen; the least co-insurance of a line.', 0],
    coinsuranceMax: ['Fen; the highest co-insurance of a line.', 5000],
    limits: ['Limits of the benefit, up to 50.'],
    supply: ["Limits of days' supply and refills (R403, R406)."],
  }),
  Covers: noted(
    covers,
    'The lists that a line must match. A list left out takes all; a line without the field matches no list.',
    {
      orderKinds: ['Kinds of order.', ['consult']],
      categories: ['Categories of line.', ['consult']],
      visits: ['Types of visit.', ['follow-up']],
      modes: ['Channels.', ['video', 'phone']],
      departments: ['Departments, compared exactly.', ['dermatology']],
      diagnoses: ['Beginnings of ICD-10 codes; one diagnosis of the order is enough.', ['L30']],
      items: ['Which items are paid: any, those of a formulary, or a list of codes.', 'any'],
    },
  ),
  CoveredFormulary: noted(coveredFormulary, 'The items of a formulary.', { formulary: ['Its id.', 'core'] }),
  CoveredCodes: noted(coveredCodes, 'Items by code.', { codes: ['1 to 10,000 item codes.', ['CONSULT-TEXT']] }),
  UnitPriceCap: noted(unitPriceCap, 'The same price cap for every item.', { perUnit: ['Fen for one unit.', 2500] }),
  Copay: noted(copay, 'A fixed amount that the patient carries.', {
    per: ['`order`: once for all lines of the benefit, taken from them in turn.', 'line'],
    amount: ['Fen.', 500],
  }),
  Supply: noted(supply, "Limits of days' supply.", {
    maxDaysPerOrder: ['Days that one order may supply (R406).', 28],
    maxDaysLongTerm: ['The same where the prescription says long-term.', 84],
    refillAfterBps: ['The share of a supply that must be used before a refill (R403).', 8000],
  }),
  Limit: noted(limit, 'A running total that is never exceeded.', {
    limitId: [
      'Once in a plan; a new version with the same id goes on counting. `deductible` and `out-of-pocket` are reserved.',
      'consult-year',
    ],
    measure: ['What is counted: fen that the insurer pays, orders, or units of quantity.', 'amount'],
    max: ['Fen, orders, or whole units of quantity.', 2000000],
    per: ['The period of the total, by service date.', 'year'],
    scope: ['Whose total it is; the member where left out.', 'member'],
    onExceed: ['`reduce` pays what is left, `reject` nothing; `reduce` where left out.', 'reduce'],
  }),
  RollingPeriod: noted(rollingPeriod, 'Any so many consecutive days.', { rollingDays: ['Days.', 30] }),
  PoolScope: noted(poolScope, 'A budget shared by members.', { pool: ['The id of the pool.', 'relief-2026'] }),
  Endorsement: noted(endorsement, "A dated change to a plan's rules, such as an epidemic waiver.", {
    endorsementId: ['Your id of the endorsement, once in a plan.', 'epidemic-2022-sh'],
    name: ['The name that patients read.'],
    from: ['First service date.', '2022-03-28'],
    to: ['Last service date.', '2022-06-30'],
    regions: ['Beginnings of GB/T 2260 codes. An order without a region does not match.', ['31']],
    diagnoses: ['Beginnings of ICD-10 codes.', ['U07']],
    providers: ['Partner ids.', ['hospital-a']],
    waives: ['Checks that do not refuse (A802).', ['waiting', 'network']],
  }),
} as const;
