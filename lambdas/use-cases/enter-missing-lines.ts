import type { EpochMs } from '../domain/calendar.ts';
import type { EnterPorts } from './enter-lines.ts';
import { enterLines } from './enter-lines.ts';
import { partsOfDays } from './parts-of-days.ts';
import type { BookSweep, ClaimRef } from './claim-ports.ts';
import type { OrderBook } from './ports.ts';
import { parseFactId } from './ports.ts';

export interface EnterMissingPorts extends EnterPorts {
  readonly orders: Pick<OrderBook, 'readOrderRecord'>;
  readonly lines: Pick<BookSweep, 'factsNotEntered'>;
}

/**
 * Enters into an insurer's book what the index of statements has and the book has not, of what was posted in a span of time: what the
 * stream has lost, or has not told yet. The lines that it has entered.
 */
export async function enterMissingLines(
  ports: EnterMissingPorts,
  insurerId: string,
  from: EpochMs,
  to: EpochMs,
): Promise<readonly ClaimRef[]> {
  const entered: ClaimRef[] = [];
  for (const part of partsOfDays(insurerId, from, to)) {
    for (const id of await ports.lines.factsNotEntered(part)) {
      const { orderId = '', sequence } = parseFactId(id) ?? {};
      const { facts } = await ports.orders.readOrderRecord(orderId);
      const fact = facts.find((one) => one.sequence === sequence);
      if (fact === undefined) continue;
      const factsSoFar = facts.filter((one) => one.sequence <= fact.sequence);
      const lines = await enterLines(ports, fact, async () => factsSoFar);
      entered.push(...lines.filter((line) => line.insurerId === insurerId));
    }
  }
  return entered;
}
