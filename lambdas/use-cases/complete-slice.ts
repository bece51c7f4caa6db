import type { ClosingSlice, PostedRange } from '../domain/closing.ts';
import { StatementIncomplete } from '../runtime/statement-incomplete.ts';
import type { EnterPorts } from './enter-lines.ts';
import { enterLines } from './enter-lines.ts';
import type { BookEntry, ClosingDesk } from './closing-ports.ts';
import type { OrderBook } from './ports.ts';
import { parseFactId } from './ports.ts';

export interface CompletePorts extends EnterPorts {
  readonly orders: Pick<OrderBook, 'readOrderRecord'>;
  readonly closing: Pick<ClosingDesk, 'readEntries' | 'readIndexedFacts' | 'existingFacts'>;
  readonly pause: (attempt: number) => Promise<void>;
}

/** Of what the index knows and no book has: more than so much is an outage that the sweep must mend first. */
const MOST_MENDED = 5_000;
const MENDED_AT_ONCE = 8;

/**
 * The lines of a slice, told twice: by the book, which follows the facts through a stream, and by the index, which DynamoDB keeps. What
 * the stream has lost is entered now. What only the book has is looked up: the index may be behind, a fact must be there. Throws
 * `StatementIncomplete` where they cannot be brought together: nothing is frozen then, and it is tried again.
 */
export async function completeEntries(
  ports: CompletePorts,
  slice: ClosingSlice,
  range: PostedRange,
): Promise<readonly BookEntry[]> {
  const { insurerId, businessDate } = slice;
  const read = () => ports.closing.readEntries(insurerId, businessDate, range);
  const [indexed, entries] = await Promise.all([
    ports.closing.readIndexedFacts(insurerId, businessDate, range),
    read(),
  ]);
  const before = compared(indexed, entries);
  await mend(ports, before.missing);
  const whole = before.missing.length === 0 ? entries : await read();
  const { missing, unproved } = before.missing.length === 0 ? before : compared(indexed, whole);
  if (missing.length > 0)
    throw new StatementIncomplete(`${missing.length} facts have no line in the book of their day`);
  const existing = await ports.closing.existingFacts(unproved);
  if (existing.size < unproved.length) {
    throw new StatementIncomplete(`${unproved.length - existing.size} lines of the book have no fact`);
  }
  return whole;
}

/** What only the index has, and what only the book has. */
function compared(indexed: ReadonlySet<string>, entries: readonly BookEntry[]) {
  const missing = new Set(indexed);
  const unproved: string[] = [];
  for (const { line } of entries) if (!missing.delete(line.factId)) unproved.push(line.factId);
  return { missing: [...missing], unproved };
}

async function mend(ports: CompletePorts, factIds: readonly string[]): Promise<void> {
  if (factIds.length > MOST_MENDED) {
    throw new StatementIncomplete(`${factIds.length} facts have no line in the book of their day`);
  }
  for (let from = 0; from < factIds.length; from += MENDED_AT_ONCE) {
    await Promise.all(factIds.slice(from, from + MENDED_AT_ONCE).map((id) => enterFact(ports, id)));
  }
}

async function enterFact(ports: CompletePorts, id: string): Promise<void> {
  const found = parseFactId(id);
  if (found === undefined) throw new Error('the index has something that is no fact');
  const { facts } = await ports.orders.readOrderRecord(found.orderId);
  const fact = facts.find(({ sequence }) => sequence === found.sequence);
  if (fact === undefined) throw new StatementIncomplete('the index knows a fact that is not there');
  await enterLines(ports, fact, async () => facts.filter(({ sequence }) => sequence <= found.sequence));
}
