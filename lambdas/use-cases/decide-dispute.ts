import { correctionOf } from '../domain/adjustment.ts';
import type { EpochMs } from '../domain/calendar.ts';
import type { Dispute, DisputeRef, DisputeResolution } from '../domain/dispute.ts';
import { correctionFor, lowersWhatIsOwed } from '../domain/dispute.ts';
import type { Fen } from '../domain/money.ts';
import type { ChangePorts, Step } from './change-order.ts';
import { changeOrder, headOf } from './change-order.ts';
import type { OrderBook } from './ports.ts';
import type { DisputeRegister } from './reconciliation-ports.ts';
import { factId, parseFactId } from './ports.ts';

export interface DecidePorts extends ChangePorts {
  readonly orders: Pick<OrderBook, 'readOrder' | 'postMove'>;
  readonly disputes: Pick<DisputeRegister, 'readDisputes' | 'decisionWrite' | 'decideDispute'>;
}

/** How somebody decides a dispute. */
export interface Ruling {
  readonly state: DisputeResolution['state'];
  readonly note: string;
  readonly resolvedBy: string;
  /** fen: what the line should come to, where that is not what the insurer expects */
  readonly agreedAmount: Fen | undefined;
}

/** What came of it; `standing`: the dispute as somebody had decided it before. */
export type Decided =
  | { readonly outcome: 'decided' | 'standing'; readonly dispute: Dispute }
  | { readonly outcome: 'unknown' | 'amount-missing' | 'amount-not-lower' };

/**
 * Decides a dispute, once. An acceptance posts an adjustment of the order in the same write, if anything is left to take off; so the
 * dispute and the order never say different things.
 */
export async function decideDispute(
  ports: DecidePorts,
  ref: DisputeRef,
  ruling: Ruling,
  now: EpochMs,
): Promise<Decided> {
  const [dispute] = await ports.disputes.readDisputes([ref]);
  if (dispute === undefined) return { outcome: 'unknown' };
  if (dispute.resolution !== undefined) return { outcome: 'standing', dispute };
  if (ruling.state === 'accepted') return accept(ports, dispute, ruling, now);
  const resolution = resolutionOf(ruling, now, undefined);
  if (await ports.disputes.decideDispute(ref, resolution)) return decided(dispute, resolution);
  return standing(ports, ref);
}

async function accept(ports: DecidePorts, dispute: Dispute, ruling: Ruling, now: EpochMs): Promise<Decided> {
  const { ref, content } = dispute;
  const { sequence } = parseFactId(content.factId) ?? {};
  if (sequence === undefined) throw new Error('a disputed line has no fact');
  const correction = correctionFor(dispute, sequence, ruling.agreedAmount);
  if (correction === undefined) return { outcome: 'amount-missing' };
  if (!lowersWhatIsOwed(correction)) return { outcome: 'amount-not-lower' };
  let before: Dispute | undefined;
  const read = async () => {
    const [record, [found]] = await Promise.all([
      ports.orders.readOrder(content.providerId, content.orderNo),
      ports.disputes.readDisputes([ref]),
    ]);
    before = found;
    return record;
  };
  const question = { admission: Promise.resolve(), now, read };
  const step = await changeOrder<Decided | 'moot'>(ports, question, (_, record): Step<Decided | 'moot'> => {
    if (before?.resolution !== undefined) return { result: { outcome: 'standing', dispute: before } };
    const post = correctionOf(headOf(record, now), record.facts, correction);
    if (post === undefined) return { result: 'moot' };
    const resolution = resolutionOf(ruling, now, { factId: factId(post), amount: post.amount });
    const riders = [ports.disputes.decisionWrite(ref, resolution)];
    return { post, riders, resultOf: () => decided(dispute, resolution) };
  });
  if (step !== 'moot') return step;
  // what was disputed has been given back since: there is nothing left to take off, and nothing to post
  const resolution = resolutionOf(ruling, now, undefined);
  if (await ports.disputes.decideDispute(ref, resolution)) return decided(dispute, resolution);
  return standing(ports, ref);
}

function resolutionOf(
  { state, note, resolvedBy }: Ruling,
  resolvedAt: EpochMs,
  adjustment: DisputeResolution['adjustment'],
): DisputeResolution {
  return { state, note, resolvedBy, resolvedAt, adjustment };
}

const decided = (dispute: Dispute, resolution: DisputeResolution): Decided => ({
  outcome: 'decided',
  dispute: { ...dispute, resolution },
});

async function standing({ disputes }: DecidePorts, ref: DisputeRef): Promise<Decided> {
  const [dispute] = await disputes.readDisputes([ref]);
  return dispute === undefined ? { outcome: 'unknown' } : { outcome: 'standing', dispute };
}
