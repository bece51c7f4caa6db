import type { BookLine, LineType } from '../domain/book-line.ts';
import { LINE_TYPES } from '../domain/book-line.ts';
import { ORDER_KINDS } from '../domain/order.ts';
import type { ReasonCode } from '../domain/reason.ts';
import { parseFactId, statementShard } from './fact-item.ts';
import { entryAt } from './fact-texts.ts';
import type { Item, ItemKey } from './keys.ts';
import { bookKey, bookPartition, textOf } from './keys.ts';

/** `0` stands for what is absent. What the key says is not said again. */
type PackedLine = readonly [
  type: number,
  providerId: string,
  isPharmacy: 0 | 1,
  orderNo: string,
  orderKind: number,
  memberId: string | 0,
  coverageId: string | 0,
  plan: readonly [planId: string, version: number] | 0,
  serviceDate: string,
  amounts: readonly [priorPaid: number, insurer: number, patient: number, writeOff: number],
  credits: 0 | 1,
  amount: number,
  pools: readonly (readonly [poolId: string, amount: number])[],
  claimId: string | 0,
  original: readonly [factId: string, businessDate: string, claimId: string] | 0,
  reasons: string,
  isFirst: 0 | 1,
];

/** Where a line stands in the book, by nothing but what its fact says. */
export function keyOfLine(line: Pick<BookLine, 'insurerId' | 'businessDate' | 'postedAt' | 'factId'>): ItemKey {
  const { orderId } = present(parseFactId(line.factId));
  const partition = bookPartition(line.insurerId, line.businessDate, statementShard(orderId));
  return bookKey(partition, line.postedAt, line.factId);
}

export function bookItem(line: BookLine): Item {
  const { plan, original, factId } = line;
  const packed: PackedLine = [
    ...([LINE_TYPES.indexOf(line.type), line.providerId, line.providerKind === 'pharmacy' ? 1 : 0] as const),
    ...([line.orderNo, ORDER_KINDS.indexOf(line.orderKind), line.memberId ?? 0, line.coverageId ?? 0] as const),
    ...([plan === null ? 0 : ([plan.planId, plan.version] as const), line.serviceDate] as const),
    [line.priorPaid, line.insurer, line.patient, line.writeOff],
    ...([line.direction === 'credit' ? 1 : 0, line.amount] as const),
    line.pools.map(({ poolId, amount }) => [poolId, amount] as const),
    line.claimId === factId ? 0 : line.claimId,
    original === null ? 0 : [original.factId, original.businessDate, original.claimId],
    ...([line.reasons.join(' '), line.isFirst ? 1 : 0] as const),
  ];
  return { ...keyOfLine(line), l: { S: JSON.stringify(packed) } };
}

/** The type alone, for who passes by many. */
export const lineTypeOf = (item: Readonly<Item>): LineType =>
  entryAt(LINE_TYPES, Number.parseInt(textOf(item, 'l').slice(1), 10));

export function parseBookLine(item: Readonly<Item>): BookLine {
  const [, insurerId = '', businessDate = ''] = textOf(item, 'pk').split('#');
  const [posted = '', factId = ''] = textOf(item, 'sk').split('#');
  const [type, providerId, isPharmacy, orderNo, orderKind, memberId, coverageId, plan, serviceDate, ...rest] =
    JSON.parse(textOf(item, 'l')) as PackedLine;
  const [[priorPaid, insurer, patient, writeOff], credits, amount, pools, claimId, original, reasons, isFirst] = rest;
  return {
    ...{ type: entryAt(LINE_TYPES, type), insurerId, factId, providerId, orderNo },
    ...{ providerKind: isPharmacy === 1 ? 'pharmacy' : 'hospital', sequence: present(parseFactId(factId)).sequence },
    ...{ postedAt: Number.parseInt(posted, 36), businessDate, orderKind: entryAt(ORDER_KINDS, orderKind) },
    ...{ memberId: memberId === 0 ? null : memberId, coverageId: coverageId === 0 ? null : coverageId },
    ...{ plan: plan === 0 ? null : { planId: plan[0], version: plan[1] }, serviceDate },
    ...{ billed: priorPaid + insurer + patient + writeOff, priorPaid, insurer, patient, writeOff },
    ...{ direction: credits === 1 ? 'credit' : 'debit', amount },
    pools: pools.map(([poolId, part]) => ({ poolId, amount: part })),
    claimId: claimId === 0 ? factId : claimId,
    original: original === 0 ? null : { factId: original[0], businessDate: original[1], claimId: original[2] },
    ...{ reasons: reasons === '' ? [] : (reasons.split(' ') as ReasonCode[]), isFirst: isFirst === 1 },
  };
}

function present<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('a line of the book has no id of a fact');
  return value;
}
