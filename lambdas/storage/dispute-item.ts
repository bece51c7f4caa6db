import type { Dispute, DisputeRef, DisputeResolution, DisputeState } from '../domain/dispute.ts';
import { disputeId } from '../domain/dispute.ts';
import { parseFactId } from './fact-item.ts';
import type { Item } from './keys.ts';
import { textOf } from './keys.ts';
import { disputeKey } from './reconciliation-keys.ts';
import { tableShape } from './table-shape.ts';

/** Under which the index lists the disputes of a state, in the order in which they were opened. */
export const disputesPartition = (state: DisputeState): string => `DISPUTES#${state}`;

/** `null` stands for a field that is absent. */
type PackedDispute = readonly [
  objection: readonly [code: string, expectedAmount: number | null, note: string | null],
  content: readonly [
    ...[factId: string, claimId: string, providerId: string, orderNo: string],
    ...[credits: 0 | 1, amount: number],
  ],
  openedAt: number,
];

type PackedResolution = readonly [
  state: DisputeResolution['state'],
  note: string,
  resolvedBy: string,
  resolvedAt: number,
  adjustment: readonly [factId: string, amount: number] | null,
];

export const keyOfDispute = ({ insurerId, businessDate, line }: DisputeRef) =>
  disputeKey(insurerId, businessDate, line);

/** An open dispute. */
export function disputeItem({ ref, objection, content, openedAt }: Omit<Dispute, 'resolution'>): Item {
  const { factId, claimId, providerId, orderNo, direction, amount } = content;
  const packed: PackedDispute = [
    [objection.code, objection.expectedAmount ?? null, objection.note ?? null],
    [factId, claimId, providerId, orderNo, direction === 'credit' ? 1 : 0, amount],
    openedAt,
  ];
  const { partitionKey, sortKey } = tableShape.statementIndex;
  return {
    ...keyOfDispute(ref),
    c: { S: JSON.stringify(packed) },
    [partitionKey]: { S: disputesPartition('open') },
    [sortKey]: { S: `${openedAt.toString(36)}#${disputeId(ref)}` },
  };
}

/** What deciding one changes: `x` is there from then on. */
export function decidedAttributes({ state, note, resolvedBy, resolvedAt, adjustment }: DisputeResolution): Item {
  const packed: PackedResolution = [
    ...([state, note, resolvedBy, resolvedAt] as const),
    adjustment === undefined ? null : [adjustment.factId, adjustment.amount],
  ];
  return {
    x: { S: JSON.stringify(packed) },
    [tableShape.statementIndex.partitionKey]: { S: disputesPartition(state) },
  };
}

export function parseDispute(item: Readonly<Item>): Dispute {
  const [, businessDate = '', line] = textOf(item, 'sk').split('#');
  const [[code, expectedAmount, note], content, openedAt] = JSON.parse(textOf(item, 'c')) as PackedDispute;
  const [factId, claimId, providerId, orderNo, credits, amount] = content;
  return {
    ref: { insurerId: textOf(item, 'pk').slice('STATEMENTS#'.length), businessDate, line: Number(line) },
    objection: { code, expectedAmount: expectedAmount ?? undefined, note: note ?? undefined },
    content: { ...{ factId, claimId, providerId, orderNo }, direction: credits === 1 ? 'credit' : 'debit', amount },
    openedAt,
    resolution: parseResolution(item['x']?.S),
  };
}

function parseResolution(text: string | undefined): DisputeResolution | undefined {
  if (text === undefined) return undefined;
  const [state, note, resolvedBy, resolvedAt, adjusted] = JSON.parse(text) as PackedResolution;
  const adjustment = adjusted === null ? undefined : { factId: adjusted[0], amount: adjusted[1] };
  return { state, note, resolvedBy, resolvedAt, adjustment };
}

/**
 * The `webhook-id` of the event that a dispute is, the same however often it is met: of the fact, and of the position of the insurer
 * among those that pay it. It begins like those of facts and is none of them.
 */
export function disputeEventId({ content: { factId, claimId } }: Pick<Dispute, 'content'>): string {
  const { orderId = '', sequence } = parseFactId(factId) ?? {};
  return `EV-${orderId}-${sequence}-D${claimId === factId ? 1 : claimId.slice(factId.length + 1)}`;
}
