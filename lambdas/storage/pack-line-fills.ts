import type { DecisionFact } from '../domain/fact.ts';
import type { OrderLine } from '../domain/order.ts';
import type { LineFill } from '../domain/prescription.ts';

/** The supply of the fill that each line made, 0 where it made none. Left out where each line made that of its own `daysSupply`. */
export type PackedFills = readonly number[];

export function packFills({
  order,
  type,
  fills,
}: Pick<DecisionFact, 'order' | 'type' | 'fills'>): readonly [PackedFills?] {
  if (type === 'decline') return [];
  const packed = order.lines.map((_, position) => fills[position]?.daysSupply ?? 0);
  return packed.every((days, position) => days === ownSupply(order.lines[position])) ? [] : [packed];
}

export function unpackFills(lines: readonly OrderLine[], packed: PackedFills | undefined): DecisionFact['fills'] {
  return lines.map((line, position): LineFill | undefined => {
    const daysSupply = packed === undefined ? ownSupply(line) : (packed[position] ?? 0);
    return daysSupply === 0 ? undefined : { code: line.code ?? '', daysSupply };
  });
}

const ownSupply = (line: OrderLine | undefined): number => (line?.code === undefined ? 0 : (line.daysSupply ?? 0));
