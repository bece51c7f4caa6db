import type { BookLine } from '../domain/book-line.ts';
import { bookLines, isMoneyFact } from '../domain/book-line.ts';
import type { OrderFact } from '../domain/fact.ts';
import type { PartnerCache } from '../runtime/partner-cache.ts';
import type { StatementsShelf } from './closing-ports.ts';
import type { Book } from './ports.ts';
import { factId } from './ports.ts';

export interface EnterPorts {
  readonly partners: Pick<PartnerCache, 'read'>;
  readonly book: Pick<Book, 'putLine' | 'markDay' | 'putLateLine'>;
  readonly statements: Pick<StatementsShelf, 'readStatementsHead'>;
}

/**
 * Enters a fact that moves money into the book of each insurer that it concerns, and says what was entered. Twice is as good as once.
 * A closing first says that it has begun and then reads the book; a line is first entered and then it is seen whether one has: so
 * either the closing finds the line, or the line is noted as late, and the next closing does.
 */
export async function enterLines(
  { partners, book, statements }: EnterPorts,
  fact: OrderFact,
  factsSoFar: () => Promise<readonly OrderFact[]>,
): Promise<readonly BookLine[]> {
  if (!isMoneyFact(fact)) return [];
  const partner = await partners.read(fact.providerId);
  const providerKind = partner?.kind === 'pharmacy' ? 'pharmacy' : 'hospital';
  const facts = fact.type === 'settlement' ? [fact] : await factsSoFar();
  const lines = bookLines(fact, facts, { idOf: factId, providerKind });
  for (const line of lines) {
    const { insurerId, businessDate } = line;
    await book.putLine(line);
    await book.markDay(insurerId, businessDate);
    const head = await statements.readStatementsHead(insurerId);
    if (head !== undefined && businessDate <= head.begun) await book.putLateLine(line);
  }
  return lines;
}
