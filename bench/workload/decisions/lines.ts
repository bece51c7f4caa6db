import type { OrderKind, OrderLine } from '../../../lambdas/domain/order.ts';
import { UNITS_PER_ONE } from '../../../lambdas/domain/quantity.ts';
import type { Chance } from './chance.ts';
import { formularyEntries, offFormularyCodes } from './formulary.ts';
import { excludedCodes } from './plan.ts';

/** A consult with what it prescribed, or a pharmacy's order: drugs, every second one with their delivery. No code stands twice. */
export function linesFor(chance: Chance, kind: OrderKind): readonly OrderLine[] {
  const codes = new Set<string>();
  const drugs = (count: number) => Array.from({ length: count }, () => drugLine(chance, codes));
  const lines =
    kind === 'consult' ? [consultLine(chance), ...drugs(2)] : chance.happens(500) ? [...drugs(2), delivery] : drugs(3);
  return lines.map((line, index) => ({ lineNo: index + 1, ...line }));
}

type Line = Omit<OrderLine, 'lineNo'>;

const delivery: Line = { category: 'delivery', code: 'PS01', name: '药品配送', quantity: UNITS_PER_ONE, amount: 1_200 };

function consultLine(chance: Chance): Line {
  const amount = chance.pick([1_900, 2_900, 4_500, 9_900]);
  return { category: 'consult', code: 'AAAA0003', name: '互联网复诊', quantity: UNITS_PER_ONE, amount };
}

function drugLine(chance: Chance, codes: Set<string>): Line {
  const { code, maxUnitPrice: price = 2_500 } = drawItem(chance, codes);
  codes.add(code);
  const units = chance.between(1, 4);
  return {
    category: 'drug',
    code,
    name: '口服常释剂型',
    quantity: units * UNITS_PER_ONE,
    amount: Math.max(1, Math.round((price * units * chance.between(80, 105)) / 100)),
    ...(chance.happens(800) ? { daysSupply: chance.happens(20) ? 90 : chance.pick([7, 14, 28]) } : {}),
  };
}

/** A tenth of the items is nine tenths of what is sold. */
const oftenSold = formularyEntries.filter((_, index) => index % 10 === 3);

function drawItem(chance: Chance, taken: ReadonlySet<string>): { code: string; maxUnitPrice?: number | undefined } {
  const item = chance.happens(30)
    ? { code: chance.pick(offFormularyCodes) }
    : chance.happens(10)
      ? { code: chance.pick(excludedCodes) }
      : chance.happens(900)
        ? chance.pick(oftenSold)
        : chance.pick(formularyEntries);
  return taken.has(item.code) ? drawItem(chance, taken) : item;
}
