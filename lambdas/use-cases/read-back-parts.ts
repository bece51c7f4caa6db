import type { CalendarDate } from '../domain/calendar.ts';
import type { StatementPart } from '../domain/statement-manifest.ts';
import { partReader } from '../domain/statement-part.ts';
import type { StatementTotals } from '../domain/statement-totals.ts';
import { emptyPart, partsDigest, sha256Hex } from '../runtime/statement-digest.ts';
import { StatementIncomplete } from '../runtime/statement-incomplete.ts';
import type { ClosingDesk } from './closing-ports.ts';

export interface PartsPorts {
  readonly closing: Pick<ClosingDesk, 'readPart' | 'partBytes'>;
}

export interface PartsRead {
  readonly totals: StatementTotals;
  readonly parts: readonly Omit<StatementPart, 'href' | 'format'>[];
  readonly sha256: string;
}

/** Parts that are fetched while one is read: the memory of a few, however many there are. */
const AHEAD = 4;

/** Reads the stored parts of a day as whoever gets them would, one after the other. Throws `StatementIncomplete` where one is not sound. */
export async function readBackParts(
  { closing }: PartsPorts,
  { insurerId, businessDate }: { readonly insurerId: string; readonly businessDate: CalendarDate },
  count: number,
): Promise<PartsRead> {
  const [reader, digest] = [partReader(), partsDigest()];
  const parts: PartsRead['parts'][number][] = [];
  if (count === 0) return { totals: reader.totals(), parts: [emptyPart], sha256: emptyPart.sha256 };
  const fetch = async (n: number): Promise<Buffer> => {
    const stored = await closing.readPart(insurerId, businessDate, n);
    if (stored === undefined) throw new StatementIncomplete(`part ${n} is not there`);
    return closing.partBytes(stored);
  };
  for (let from = 1; from <= count; from += AHEAD) {
    const some = Array.from({ length: Math.min(AHEAD, count - from + 1) }, (_, index) => fetch(from + index));
    for (const [index, bytes] of (await Promise.all(some)).entries()) {
      const n = from + index;
      const { lines, faults } = reader.read(bytes.toString('utf8'));
      if (faults.length > 0) throw new StatementIncomplete(`part ${n}: ${faults[0]}`);
      digest.add(bytes);
      parts.push({ n, lines, bytes: bytes.length, sha256: sha256Hex(bytes) });
    }
  }
  return { totals: reader.totals(), parts, sha256: digest.sha256() };
}
