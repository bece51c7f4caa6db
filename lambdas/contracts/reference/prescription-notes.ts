import { prescribedItemLeft, prescriptionAnswer, withdrawalAnswer } from '../prescription-answer.ts';
import { prescribedItem, prescriptionRequest, withdrawalRequest } from '../prescription.ts';
import { noted } from './field-notes.ts';

export const prescriptionNotes = {
  PrescriptionRequest: noted(prescriptionRequest, 'What a doctor has prescribed.', {
    consultOrderNo: [
      'Your order of the consult. For a child under six it is required, and its visit says `guardianPresent: true`.',
      'HX20261121000123',
    ],
    member: ['Whom it is for. By `memberId` the enrolment may come later; an identity must be enrolled.'],
    diagnoses: ['As diagnosed in the consult.'],
    doctorId: ['Who prescribes.', 'D310199000003'],
    issuedAt: ['From when on it may be filled; services before it are refused (R401).', '2026-11-21T10:05:00+08:00'],
    reviewedBy: [
      'The pharmacist who has reviewed it, never the doctor. Without one no drug is paid (R401).',
      'PH-310199',
    ],
    reviewedAt: ['When, not before `issuedAt`. Services before it are refused (R401).', '2026-11-21T10:15:00+08:00'],
    validUntil: ['The last instant of a service (R402), not before `issuedAt`; 72 hours from it where left out.'],
    longTerm: ['A long-term prescription (长期处方): the benefit’s `maxDaysLongTerm` counts (R406).', false],
    items: ['What is prescribed: one to five drugs (处方管理办法, article 6).'],
  }),
  PrescribedItem: noted(prescribedItem, 'One drug of a prescription. A code that comes twice allows both.', {
    code: [
      'Compared exactly with the `code` of the order’s line. Of a code of the national list, the ATC says what may not be prescribed online.',
      'XA10BAE021A010010201650',
    ],
    name: ['Name of the drug.', '盐酸二甲双胍片'],
    quantity: ['How much, each time.', '2'],
    daysSupply: ['For how many days, 84 at the most; counts where the order’s line does not say (R403).', 7],
    refills: ['How often more; in all it allows `quantity × (1 + refills)`. 0 where left out.', 0],
  }),
  Prescription: noted(prescriptionAnswer, 'A prescription as it stands.', {
    prescriptionNo: ['Your number of it, from the address.', 'RX-881'],
    memberId: ['Whom it is for.', 'M-1001'],
    status: [
      '`awaiting-review` until a pharmacist has reviewed it, then `issued`; `voided` once it was withdrawn.',
      'issued',
    ],
    issuedAt: ['From when on.', '2026-11-21T10:05:00.000+08:00'],
    validUntil: ['The last instant of a service.', '2026-11-24T10:05:00.000+08:00'],
    items: ['Each code once, with what is left of it.'],
  }),
  PrescriptionVoid: noted(withdrawalRequest, 'Why a prescription is withdrawn.', {
    reason: ['For the record; name no patient in it.', 'wrong-dose'],
  }),
  VoidedPrescription: noted(withdrawalAnswer, 'A prescription that was withdrawn.', {
    prescriptionNo: ['Your number of it.', 'RX-881'],
    status: ['Always `voided`.', 'voided'],
    voidedAt: ['When it was.', '2026-11-21T10:30:00.000+08:00'],
    exceptions: ['One for each settled order that had used it: somebody looks at each. Nothing settled is reversed.'],
  }),
  PrescribedItemLeft: noted(prescribedItemLeft, 'One code: `allowed = used + held + remaining`.', {
    code: ['The drug.', 'XA10BAE021A010010201650'],
    name: ['Its name.', '盐酸二甲双胍片'],
    allowed: ['In all, refills included.', '2'],
    used: ['Taken by settled orders.', '0'],
    held: ['Held by authorizations.', '0'],
    remaining: ['What is left. What an order asks beyond it is trimmed (R405) and must not be dispensed.', '2'],
  }),
} as const;
