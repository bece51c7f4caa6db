import type { WithdrawalRequest } from '../contracts/prescription.ts';
import type { WithdrawalAnswer } from '../contracts/prescription-answer.ts';
import type { EpochMs } from '../domain/calendar.ts';
import { shanghaiInstant } from '../domain/calendar.ts';
import type { ExceptionOpening } from '../domain/exception.ts';
import { isDecision } from '../domain/fact.ts';
import { isOpen, orderState } from '../domain/order-state.ts';
import { PRESCRIPTION_MARK } from '../domain/accumulator.ts';
import type { Answer, Call } from '../runtime/call.ts';
import { ConnectorError } from '../runtime/connector-error.ts';
import { recordExceptions } from '../runtime/metrics.ts';
import type { ChangePorts, Step } from './change-order.ts';
import { changeOrder, headOf } from './change-order.ts';
import { MAX_ATTEMPTS } from './decide-arrival.ts';
import type { EventBook, OrderBook, PrescriptionRegister, PrescriptionUse, Withdrawal } from './ports.ts';
import { exceptionId } from './ports.ts';

export interface WithdrawalPorts extends ChangePorts {
  readonly orders: Pick<OrderBook, 'postMove' | 'readOrderRecord'>;
  readonly prescriptions: Pick<PrescriptionRegister, 'readPrescriptionUse' | 'writeWithdrawal'>;
  readonly events: Pick<EventBook, 'exceptionWrite'>;
}

/**
 * Withdraws a prescription. One write decides every race with a dispensing: what was captured before it stays, and is looked at by
 * somebody; what comes after it finds the prescription voided. Then each open hold that uses it is voided; who is cut off in between
 * repeats the request, and a capture that meets such a hold voids it itself.
 */
export async function voidPrescription(ports: WithdrawalPorts, call: Call<WithdrawalRequest>): Promise<Answer> {
  const { body, caller, path, now, admission } = call;
  const prescriptionNo = path['prescriptionNo'] ?? '';
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const use = await ports.prescriptions.readPrescriptionUse(prescriptionNo, now);
    if (use === undefined || use.prescription.hospitalId !== caller.partnerId)
      throw new ConnectorError('prescription.out-of-reach', 'There is no such prescription of yours.');
    const { withdrawal } = use.prescription;
    if (withdrawal !== undefined) {
      await admission;
      await voidHolds(ports, use, now);
      return { status: 200, body: renderWithdrawal(prescriptionNo, withdrawal), replayed: true };
    }
    const openings = await exceptionsOf(ports, use, caller.partnerId, now);
    const voided: Withdrawal = { voidedAt: now, reason: body.reason, exceptionIds: openings.map(exceptionId) };
    const riders = openings.map(ports.events.exceptionWrite);
    if ((await ports.prescriptions.writeWithdrawal(admission, use, voided, riders)) === 'written') {
      recordExceptions(openings.length);
      await voidHolds(ports, use, now);
      return { status: 200, body: renderWithdrawal(prescriptionNo, voided) };
    }
    await ports.pause(attempt);
  }
  throw new ConnectorError('connector.busy', 'Orders are taking from this prescription; repeat the same request.');
}

/** One for each order that still uses what it took of the prescription. */
async function exceptionsOf(
  { orders }: WithdrawalPorts,
  { prescription: { prescriptionNo }, usedBy }: PrescriptionUse,
  hospitalId: string,
  now: EpochMs,
): Promise<readonly ExceptionOpening[]> {
  const records = await Promise.all(usedBy.map((orderId) => orders.readOrderRecord(orderId)));
  return records.flatMap(({ facts }): ExceptionOpening[] => {
    const decided = facts.findLast(isDecision);
    const used = orderState(facts, now)?.used ?? [];
    const uses = used.some(({ accumulatorId }) => accumulatorId.startsWith(`${PRESCRIPTION_MARK}${prescriptionNo}/`));
    if (decided === undefined || !uses) return [];
    const { providerId, orderNo } = decided;
    const of = { kind: 'prescription-voided-after-settlement', providerId, orderNo, prescriptionNo } as const;
    return [{ ...of, owner: { role: 'hospital', partnerId: hospitalId }, openedAt: now }];
  });
}

async function voidHolds(
  ports: WithdrawalPorts,
  { prescription: { prescriptionNo }, heldBy }: PrescriptionUse,
  now: EpochMs,
): Promise<void> {
  const cause = { by: 'prescription', prescriptionNo } as const;
  for (const orderId of heldBy) {
    const read = () => ports.orders.readOrderRecord(orderId);
    await changeOrder(ports, { admission: Promise.resolve(), now, read }, (standing): Step<undefined> => {
      if (standing === undefined || !isOpen(standing.state.authorization)) return { result: undefined };
      return { post: { ...headOf(standing.record, now), type: 'void', cause }, resultOf: () => undefined };
    });
  }
}

function renderWithdrawal(prescriptionNo: string, { voidedAt, exceptionIds }: Withdrawal): WithdrawalAnswer {
  const exceptions = [...exceptionIds];
  return { prescriptionNo, status: 'voided', voidedAt: shanghaiInstant(voidedAt), exceptions };
}
