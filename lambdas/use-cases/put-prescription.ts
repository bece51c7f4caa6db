import { renderPrescription } from '../contracts/prescription-answer.ts';
import type { PrescriptionRequest } from '../contracts/prescription.ts';
import { toPrescription } from '../contracts/prescription.ts';
import { contentDifferences } from '../domain/content-differences.ts';
import type { Answer, Call } from '../runtime/call.ts';
import { ConnectorError } from '../runtime/connector-error.ts';
import type { MemberNamingPorts } from './name-member.ts';
import { memberIdOf } from './name-member.ts';
import type { OrderPorts, PrescriptionRegister } from './ports.ts';

/** As patient as a settlement, which may be taking from the same prescription. */
const MAX_ATTEMPTS = 24;

export interface PrescriptionPorts extends MemberNamingPorts {
  readonly prescriptions: Pick<PrescriptionRegister, 'readPrescription' | 'writePrescription'>;
  readonly pause: OrderPorts['pause'];
}

/**
 * Issues a prescription (201), or amends it (200) as long as nothing was taken from it. A member named by number need not be enrolled
 * yet, so that a prescription which comes before the enrolment is not lost; one named by identity is found by the enrolment.
 */
export async function putPrescription(
  ports: PrescriptionPorts,
  { body, caller, path, now, admission }: Call<PrescriptionRequest>,
): Promise<Answer> {
  const prescriptionNo = path['prescriptionNo'] ?? '';
  const memberId = await memberIdOf(ports, body.member);
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const before = await ports.prescriptions.readPrescription(prescriptionNo, now);
    if (before !== undefined && before.hospitalId !== caller.partnerId)
      throw new ConnectorError('prescription.out-of-reach', 'There is no such prescription of yours.');
    if (memberId === undefined)
      throw new ConnectorError('member.unknown', 'No member is enrolled under this identity.');
    const issued = toPrescription(body, memberId);
    const balances = before?.balances ?? NOTHING_TAKEN;
    const answer: Answer = {
      status: before === undefined ? 201 : 200,
      body: renderPrescription(issued, prescriptionNo, balances, now),
    };
    if (before !== undefined) {
      const differing = contentDifferences(before.issued, issued);
      if (differing.length === 0) return { ...answer, replayed: true };
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
    const after = { prescriptionNo, hospitalId: caller.partnerId, issued };
    if ((await ports.prescriptions.writePrescription(admission, before, after)) === 'written') return answer;
    await ports.pause(attempt);
  }
  throw new ConnectorError('connector.busy', 'Other changes to this prescription are under way; repeat the request.');
}

const NOTHING_TAKEN = new Map<string, never>();
