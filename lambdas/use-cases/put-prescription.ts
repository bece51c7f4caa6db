import { renderPrescription } from '../contracts/prescription-answer.ts';
import type { PrescriptionRequest } from '../contracts/prescription.ts';
import { toPrescription } from '../contracts/prescription.ts';
import { contentDifferences } from '../domain/content-differences.ts';
import type { IssuedPrescription } from '../domain/issued-prescription.ts';
import type { Consult, PrescribedPatient } from '../domain/prescription-rules.ts';
import { needsGuardian, prescriptionFaults } from '../domain/prescription-rules.ts';
import type { Answer, Call } from '../runtime/call.ts';
import { ConnectorError } from '../runtime/connector-error.ts';
import type { MemberNamingPorts } from './name-member.ts';
import { memberIdOf } from './name-member.ts';
import type { OrderBook, OrderPorts, PrescriptionRegister } from './ports.ts';

/** As patient as a settlement, which may be taking from the same prescription. */
const MAX_ATTEMPTS = 24;

export interface PrescriptionPorts extends MemberNamingPorts {
  readonly orders: Pick<OrderBook, 'readFacts'>;
  readonly prescriptions: Pick<PrescriptionRegister, 'readIssuingFile' | 'writePrescription'>;
  readonly pause: OrderPorts['pause'];
}

/**
 * Issues a prescription (201), or amends it (200) as long as nothing was taken from it. A member named by number need not be enrolled
 * yet, so that a prescription which comes before the enrolment is not lost; one named by identity is found by the enrolment. What
 * regulation forbids is refused with every fault named. What is kept already is answered as before, whatever the rules have become.
 */
export async function putPrescription(
  ports: PrescriptionPorts,
  { body, caller, path, now, admission }: Call<PrescriptionRequest>,
): Promise<Answer> {
  const prescriptionNo = path['prescriptionNo'] ?? '';
  const memberId = await memberIdOf(ports, body.member);
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const { prescription: before, birthDate } = await ports.prescriptions.readIssuingFile(
      prescriptionNo,
      memberId,
      now,
    );
    if (before !== undefined && before.hospitalId !== caller.partnerId)
      throw new ConnectorError('prescription.out-of-reach', 'There is no such prescription of yours.');
    if (memberId === undefined)
      throw new ConnectorError('member.unknown', 'No member is enrolled under this identity.');
    const issued = toPrescription(body, memberId);
    const balances = before?.balances ?? NOTHING_TAKEN;
    const answer: Answer = {
      status: before === undefined ? 201 : 200,
      body: renderPrescription({ ...issued, voided: before?.issued.voided }, prescriptionNo, balances, now),
    };
    if (before !== undefined) {
      const differing = contentDifferences({ ...before.issued, voided: undefined }, issued);
      if (differing.length === 0) return { ...answer, replayed: true };
      if (before.issued.voided === true)
        throw new ConnectorError('prescription.voided', 'The prescription has been voided; issue another one.', {
          extension: { existing: renderPrescription(before.issued, prescriptionNo, balances, now) },
        });
      if (before.isUsed) {
        throw new ConnectorError(
          'prescription.used',
          `The prescription has been used; ${differing.join(', ')} differ.`,
          {
            extension: { existing: renderPrescription(before.issued, prescriptionNo, balances, now) },
          },
        );
      }
    }
    const consult = needsGuardian(issued, birthDate) ? await consultOf(ports, caller.partnerId, issued) : undefined;
    requireLawful(issued, { birthDate, consult });
    const after = { prescriptionNo, hospitalId: caller.partnerId, issued };
    if ((await ports.prescriptions.writePrescription(admission, before, after)) === 'written') return answer;
    await ports.pause(attempt);
  }
  throw new ConnectorError('connector.busy', 'Other changes to this prescription are under way; repeat the request.');
}

/** Read only for a child, so that nobody else's prescription waits for it. */
async function consultOf(
  { orders }: PrescriptionPorts,
  hospitalId: string,
  { consultOrderNo }: IssuedPrescription,
): Promise<Consult | undefined> {
  if (consultOrderNo === undefined) return undefined;
  return (await orders.readFacts(hospitalId, consultOrderNo)).find((fact) => 'order' in fact);
}

function requireLawful(issued: IssuedPrescription, patient: PrescribedPatient): void {
  const errors = prescriptionFaults(issued, patient);
  if (errors.length === 0) return;
  const detail = `The prescription breaks regulation in ${errors.length} point(s) and was not kept.`;
  throw new ConnectorError('prescription.unlawful', detail, { errors });
}

const NOTHING_TAKEN = new Map<string, never>();
