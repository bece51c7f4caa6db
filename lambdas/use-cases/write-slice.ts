import type { ClosingSlice } from '../domain/closing.ts';
import { firstOfSlice } from '../domain/closing.ts';
import { cutParts, partText } from '../domain/statement-part.ts';
import type { ClosingDesk } from './closing-ports.ts';

export interface WritePorts {
  readonly closing: Pick<ClosingDesk, 'readFrozenSlices' | 'readDraft' | 'writePart'>;
}

const WRITTEN_AT_ONCE = 4;

/** Numbers the lines of a frozen slice and stores them in parts. Whoever does it again writes the same. */
export async function writeSlice({ closing }: WritePorts, { insurerId, businessDate, slice }: ClosingSlice) {
  const frozen = await closing.readFrozenSlices(insurerId, businessDate);
  const draft = await closing.readDraft({ insurerId, businessDate, slice });
  if (draft === undefined || frozen.length <= slice) throw new Error('a slice is written that is not frozen');
  const first = firstOfSlice(frozen, slice);
  let line = first.line;
  const parts = cutParts(draft.records).map((records, index) => {
    const part = { n: first.part + index, records, line };
    line += records.length;
    return part;
  });
  for (let from = 0; from < parts.length; from += WRITTEN_AT_ONCE) {
    const some = parts.slice(from, from + WRITTEN_AT_ONCE);
    await Promise.all(
      some.map((one) => closing.writePart(insurerId, businessDate, one.n, partText(one.records, one.line))),
    );
  }
}
