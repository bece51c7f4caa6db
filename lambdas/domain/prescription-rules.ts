import { barredClassOf } from './barred-drugs.ts';
import type { BarredClass } from './barred-drugs.ts';
import type { CalendarDate } from './calendar.ts';
import { ageOn, shanghaiDate } from './calendar.ts';
import { GUARDIAN_UNTIL_AGE } from './coverage-case.ts';
import type { IssuedPrescription } from './issued-prescription.ts';
import type { Order } from './order.ts';

/** One rule of regulation that a prescription breaks; `path` is of the request, as in `items[2].daysSupply`. */
export interface PrescriptionFault {
  readonly path: string;
  readonly message: string;
}

/** An order under which a patient was seen; `memberId` is null where the member was not known when it came. */
export interface Consult {
  readonly memberId: string | null;
  readonly order: Pick<Order, 'member' | 'visit'>;
}

/** What is known of whom it is for. */
export interface PrescribedPatient {
  /** as enrolled; `undefined` where the member or the date is not known */
  readonly birthDate: CalendarDate | undefined;
  /** the order that `consultOrderNo` names, of the same hospital; `undefined` where there is none */
  readonly consult: Consult | undefined;
}

/** 长期处方管理规范（试行） (国卫办医发〔2021〕17号): a long-term prescription is for twelve weeks at the most. No other is for longer. */
const MAX_DAYS_SUPPLY = 84;

const BARRED_WORDS: Readonly<Record<BarredClass, string>> = {
  'narcotic-or-psychotropic': 'a narcotic or psychotropic drug',
  'radiopharmaceutical': 'a radiopharmaceutical',
  'toxic': 'a toxic drug for medical use',
};

/**
 * Everything for which a prescription is refused when it is issued or amended, every fault with its path. Empty: it may be kept. What
 * the plan limits and what depends on the time of the service is judged when a drug is dispensed (R401, R402, R406).
 */
export function prescriptionFaults(
  issued: IssuedPrescription,
  patient: PrescribedPatient,
): readonly PrescriptionFault[] {
  return [
    ...reviewFaults(issued),
    ...validityFaults(issued),
    ...itemFaults(issued),
    ...guardianFaults(issued, patient),
  ];
}

/** A pharmacist reviews what a doctor has written (处方管理办法, articles 31 and 35; 互联网诊疗管理办法（试行）, article 18). */
function reviewFaults({ doctorId, issuedAt, reviewedBy, reviewedAt }: IssuedPrescription): PrescriptionFault[] {
  const faults: PrescriptionFault[] = [];
  if (reviewedAt !== undefined && reviewedBy === undefined) {
    faults.push({ path: 'reviewedBy', message: 'is required where reviewedAt says when it was reviewed' });
  }
  if (reviewedBy === doctorId) faults.push({ path: 'reviewedBy', message: 'is the prescribing doctor' });
  if (reviewedAt !== undefined && reviewedAt < issuedAt) {
    faults.push({ path: 'reviewedAt', message: 'is before issuedAt' });
  }
  return faults;
}

function validityFaults({ issuedAt, validUntil }: IssuedPrescription): PrescriptionFault[] {
  if (validUntil === undefined || validUntil >= issuedAt) return [];
  return [{ path: 'validUntil', message: 'is before issuedAt' }];
}

function itemFaults({ items }: IssuedPrescription): PrescriptionFault[] {
  return items.flatMap(({ code, daysSupply }, index) => {
    const barred = barredClassOf(code);
    const faults: PrescriptionFault[] = [];
    if (barred !== undefined) {
      const message = `is ${BARRED_WORDS[barred]}, which may not be prescribed online`;
      faults.push({ path: `items[${index}].code`, message });
    }
    if (daysSupply > MAX_DAYS_SUPPLY) {
      const message = `is above ${MAX_DAYS_SUPPLY} days, the longest that may be prescribed`;
      faults.push({ path: `items[${index}].daysSupply`, message });
    }
    return faults;
  });
}

/** Whether a guardian must be shown: on the day in Asia/Shanghai on which it is issued. An unknown birth date asks nothing. */
export function needsGuardian({ issuedAt }: IssuedPrescription, birthDate: CalendarDate | undefined): boolean {
  return birthDate !== undefined && ageOn(birthDate, shanghaiDate(issuedAt)) < GUARDIAN_UNTIL_AGE;
}

/** 互联网诊疗管理办法（试行）, article 19: drugs for a child under six are prescribed online only with a guardian at its side. */
function guardianFaults(issued: IssuedPrescription, { birthDate, consult }: PrescribedPatient): PrescriptionFault[] {
  if (!needsGuardian(issued, birthDate) || showsGuardian(issued.memberId, consult)) return [];
  const message = 'must name an order of yours for this child under six, its visit with guardianPresent: true';
  return [{ path: 'consultOrderNo', message }];
}

/** Whatever the insurer made of the order: a declined consult has taken place too. It may have come before the enrolment. */
function showsGuardian(memberId: string, consult: Consult | undefined): boolean {
  if (consult?.order.visit?.guardianPresent !== true) return false;
  const { member } = consult.order;
  return (consult.memberId ?? (member.by === 'memberId' ? member.memberId : undefined)) === memberId;
}
