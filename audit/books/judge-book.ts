import type { Verdicts } from '../finding.ts';
import type { BookedLine } from './booked-line.ts';
import type { IndexPlace } from './indexed-place.ts';
import type { InsurerLine } from './insurer-line.ts';
import { differingFields } from './insurer-line.ts';

/** What there is of one order's lines. */
export interface OrderBook {
  readonly about: string;
  /** as the facts say that they are */
  readonly expected: readonly InsurerLine[];
  readonly booked: readonly BookedLine[];
  readonly places: readonly IndexPlace[];
  /** what was posted before this has had time to be entered */
  readonly settledBefore: number;
}

const SHARDS = 16;

/** Each fact that moves money stands once in the book of each insurer that it concerns, says the same there, and in the index. */
export function judgeBook({ about, expected, booked, places, settledBefore }: OrderBook, verdicts: Verdicts): void {
  const find = (says: string) => verdicts.find({ invariant: 'facts-gap-free', about, says });
  const open = new Map(expected.map((line) => [nameOf(line), line]));
  const entered = new Set<string>();
  for (const { line, shard } of booked) {
    verdicts.examine('facts-gap-free');
    const name = nameOf(line);
    const wanted = open.get(name);
    if (entered.has(name)) find(`${line.factId} is entered twice in the book of ${line.insurerId}`);
    entered.add(name);
    if (wanted === undefined) {
      find(`the book of ${line.insurerId} has ${line.factId}, and no such fact moves money`);
      continue;
    }
    const differing = differingFields(line, wanted);
    if (differing.length > 0)
      find(`the line of ${line.factId} for ${line.insurerId} has another ${differing.join(', ')}`);
    if (shard !== shardOf(line.factId)) find(`the line of ${line.factId} stands in shard ${shard}`);
  }
  for (const [name, { factId, insurerId, postedAt }] of open) {
    if (entered.has(name) || postedAt > settledBefore) continue;
    find(`${factId} is not in the book of ${insurerId}`);
  }
  judgePlaces(expected, places, find);
}

const nameOf = ({ insurerId, factId }: Pick<InsurerLine, 'insurerId' | 'factId'>) => `${insurerId} ${factId}`;

/** All that happens to an order stands in one shard: the first byte of what the id of the order stands for, modulo 16. */
const shardOf = (factId: string): number => Buffer.from(factId.slice(0, 21), 'base64url').readUInt8(0) % SHARDS;

function judgePlaces(
  expected: readonly InsurerLine[],
  places: readonly IndexPlace[],
  find: (says: string) => void,
): void {
  const wanted = new Map(
    expected.map((line) => [
      `${line.factId} ${line.isFirst ? '' : line.insurerId}`,
      `${line.insurerId}#${line.businessDate}#${shardOf(line.factId)} ${line.postedAt.toString(36)}#${line.factId.slice(0, 6)}`,
    ]),
  );
  for (const { factId, insurerId, partition, sort } of places) {
    const name = `${factId} ${insurerId}`;
    const place = partition === '' ? undefined : `${partition} ${sort}`;
    if (place !== wanted.get(name)) find(`the index of statements has ${factId} in another place than its fact says`);
    wanted.delete(name);
  }
  for (const name of wanted.keys()) find(`the index of statements has nothing of ${name.trimEnd()}`);
}
