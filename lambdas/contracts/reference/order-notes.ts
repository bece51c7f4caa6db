import { eligibilityRequest } from '../eligibility.ts';
import { memberByIdentity, memberByNumber } from '../member.ts';
import { diagnosis, orderLine, orderRequest, priorPayment, settlementRequest, visit } from '../order.ts';
import { noted } from './field-notes.ts';

export const orderNoteFields = {
  orderNo: [
    'Your own number of the order; with you as the provider it is the idempotency key, for ever.',
    'HX20261121000123',
  ],
  kind: ['What is billed. You may send the kinds you are contracted for.', 'consult'],
  serviceAt: [
    'When the service was given. Its date in Asia/Shanghai is the service date, by which coverage, plan version and periods are chosen.',
    '2026-11-21T10:05:00+08:00',
  ],
  member: ['Whom the order is for.'],
  region: ['Division code of the place of service (GB/T 2260), for endorsements limited to a region.', '310000'],
  visit: ['How the consult took place. A benefit that asks for a kind of visit does not match an order without one.'],
  prescriptionNo: ['The prescription by which drugs are dispensed.', 'RX-881'],
  diagnoses: [
    'Up to 20, the main one first. Exclusions and benefits match by the beginning of the code; one match is enough.',
  ],
  lines: ['1 to 50 lines, decided and paid in `lineNo` order.'],
  priorPayments: [
    'What earlier payers already paid, by line. An entry of 0 from `national-insurance` says that it was used.',
  ],
} as const;

export const orderNotes = {
  Order: noted(orderRequest, 'What a provider bills: a consult, a pharmacy order or a test.', orderNoteFields),
  Settlement: noted(settlementRequest, 'An order to be settled, with the quote that the patient agreed to.', {
    ...orderNoteFields,
    quoteToken: [
      'The token of a quote of this very order, at most 15 minutes old. With it the patient never pays more than quoted. It is no part of the content that a repeated request is compared by.',
    ],
  }),
  MemberByNumber: noted(memberByNumber, 'A member by number.', {
    memberId: ['The number under which insurers enrolled the member; one person for all insurers.', 'M-1001'],
  }),
  MemberByIdentity: noted(memberByIdentity, 'A member by identity, matched against the enrolment.', {
    idType: ['Kind of document.', 'resident-id'],
    idNo: [
      'Resident identity number (GB 11643): 18 characters, an existing birth date and a right check digit. Kept only as a keyed hash and encrypted.',
      '11000019491231009X',
    ],
    name: ['Full name as on the document.', '张三'],
  }),
  Visit: noted(visit, 'How a consult took place.', {
    type: ['`first` visits are refused online unless the plan allows them; `advice` gives no diagnosis.', 'follow-up'],
    mode: ['The channel.', 'video'],
    department: ['The department, compared exactly with the list of a benefit.', 'dermatology'],
    doctorId: ['The doctor, as registered with you.', 'D310199000003'],
    priorDiagnosisEvidence: ['Whether evidence of an earlier diagnosis was seen. Recorded.', true],
    guardianPresent: ['Whether a guardian was present; asked for under the age of six.', true],
  }),
  Diagnosis: noted(diagnosis, 'A diagnosis of the order.', {
    code: ['ICD-10, insurance edition 2.0, the letter in upper case.', 'L30.900'],
    name: ['The name as the doctor wrote it.', '湿疹'],
  }),
  OrderLine: noted(orderLine, 'One billed item.', {
    lineNo: ['Your number of the line, once in an order.', 1],
    category: ['What the line is.', 'consult'],
    code: [
      'The item: a drug by its national insurance code, other items by the code agreed with the insurer.',
      'XA10BAE021A010010201650',
    ],
    name: ['The item as the patient knows it.', '图文复诊'],
    quantity: [
      'How many, as a decimal string: above 0, up to 99999.9999, at most four places. A JSON number is refused.',
      '1',
    ],
    amount: ['Fen billed for the whole line, before any payer. An integer; a fraction is refused.', 4500],
    daysSupply: ['Days for which the quantity lasts, for drugs.', 7],
  }),
  PriorPayment: noted(priorPayment, 'What an earlier payer paid of one line.', {
    payer: ['Who paid. `national-insurance` has a meaning in plans; others are recorded.', 'national-insurance'],
    lineNo: ['A line of this order.', 1],
    amount: ['Fen. All prior payments of a line together are at most its amount.', 1200],
  }),
  EligibilityCheck: noted(eligibilityRequest, 'A question about a member; nothing is written.', {
    member: ['Whom to look up.'],
    serviceDate: ['The day to judge by, in Asia/Shanghai; today where left out.', '2026-11-21'],
    region: ['Division code of the place of service (GB/T 2260), for endorsements limited to a region.', '310000'],
  }),
} as const;
