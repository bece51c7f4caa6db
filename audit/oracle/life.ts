import type { DecidedLine } from '../../lambdas/domain/decision.ts';
import type { DecisionFact, OrderFact } from '../../lambdas/domain/fact.ts';
import { book } from './accounts.ts';
import { least, rounded, sum } from './exact.ts';
import { dateOfInstant } from './dates.ts';

/** What carries a line, by name: `priorPaid`, `patient`, `writeOff`, and each share by its coverage and insurer. */
type Carriers = ReadonlyMap<string, bigint>;

/** Where a line stands after all that happened to it. */
export interface LineLiterally {
  readonly lineNo: number;
  readonly quantity: bigint;
  readonly returned: bigint;
  /** whatever came back since */
  readonly captured: Carriers;
  readonly left: Carriers;
  readonly insurerLeft: bigint;
}

export interface LifeLiterally {
  readonly lines: readonly LineLiterally[];
  readonly used: ReadonlyMap<string, bigint>;
  /** what of the decision's draws is not used; held as long as the authorization is open */
  readonly held: ReadonlyMap<string, bigint>;
}

/** How much of a line was captured and came back, counted from what was asked. */
interface Count {
  amount: bigint;
  quantity: bigint;
  returned: bigint;
}

/**
 * The life of an order a second time: from what was decided and what was asked of it, without looking at what captures and reversals
 * have booked, and sharing nothing with the engine but the words.
 */
export function lifeLiterally(facts: readonly OrderFact[]): LifeLiterally {
  const decided = facts.findLast((fact) => fact.type === 'settlement' || fact.type === 'authorization');
  if (decided === undefined) return { lines: [], used: new Map(), held: new Map() };
  const counts = countsOf(decided as DecisionFact, facts.slice(facts.indexOf(decided) + 1));
  return livedBy(decided as DecisionFact, counts);
}

function countsOf({ type, order }: DecisionFact, later: readonly OrderFact[]): readonly Count[] {
  const counts = order.lines.map(({ amount, quantity }): Count => {
    const settled = type === 'settlement';
    return { amount: settled ? BigInt(amount) : 0n, quantity: settled ? BigInt(quantity) : 0n, returned: 0n };
  });
  for (const fact of later) {
    for (const [i, count] of counts.entries()) {
      const { lineNo, amount: billed = 0, quantity: ordered = 0 } = order.lines[i] ?? {};
      if (fact.type === 'capture') {
        const asked = fact.asked?.find((one) => one.lineNo === lineNo);
        if (fact.asked !== undefined && asked === undefined) continue;
        count.amount = asked === undefined ? BigInt(billed) : count.amount + BigInt(asked.amount);
        count.quantity = asked?.quantity === undefined ? BigInt(ordered) : count.quantity + BigInt(asked.quantity);
      }
      if (fact.type === 'reversal') {
        if (fact.asked === undefined) count.returned = count.quantity;
        else count.returned += BigInt(fact.asked.find((one) => one.lineNo === lineNo)?.quantity ?? 0);
      }
    }
  }
  return counts;
}

function livedBy(decided: DecisionFact, counts: readonly Count[]): LifeLiterally {
  const { order, decision, fills } = decided;
  const [whole, used] = [new Map<string, bigint>(), new Map<string, bigint>()];
  const counted = new Set<string>();
  const lines = decision.lines.map((line, i) => {
    const [count, ordered] = [counts[i] as Count, BigInt(order.lines[i]?.quantity ?? 0)];
    const trim = trimOf(line, ordered);
    const standing = standingOf(line, trim, count);
    const taken = takenBy(decided, i);
    for (const { id, measure, amount } of taken) {
      book(whole, id, amount);
      if (measure === 'count' && standing.insurerLeft > 0n) counted.add(id);
      if (measure === 'amount') book(used, id, amountUsed(amount, BigInt(line.billed), trim, count));
      if (measure === 'quantity') book(used, id, quantityUsed(amount, trim, count, decided.type === 'settlement'));
    }
    const fill = fills[i];
    if (fill !== undefined) {
      const id = `fill//${fill.code}/${dateOfInstant(Date.parse(order.serviceAt))}/${fill.daysSupply}`;
      book(whole, id, 1n);
      if (count.quantity > count.returned) book(used, id, 1n);
    }
    return standing;
  });
  for (const id of counted) book(used, id, 1n);
  const held = new Map([...whole].map(([id, amount]) => [id, amount - (used.get(id) ?? 0n)]));
  return { lines, used, held };
}

/** The kept part of a line: what is billed for it, its quantity, and what earlier payers and the patient carry of it. */
interface Trim {
  readonly billed: bigint;
  readonly quantity: bigint;
  readonly priorPaid: bigint;
  readonly patient: bigint;
}

function trimOf(line: DecidedLine, ordered: bigint): Trim {
  const [billed, priorPaid, patient] = [BigInt(line.billed), BigInt(line.priorPaid), BigInt(line.patient)];
  const untrimmed = { billed, quantity: ordered, priorPaid, patient };
  const trims = line.reasons.filter(({ code }) => ['R405', 'L508'].includes(code));
  const figures = trims[trims.length - 1]?.figures;
  if (figures === undefined) return untrimmed;
  const quantity = BigInt(figures[1] ?? 0);
  const kept = rounded(billed * quantity, ordered);
  const unpaid = kept - BigInt(line.insurer) - BigInt(line.writeOff);
  if (unpaid < 0n) return untrimmed;
  const prior = least(rounded(priorPaid * quantity, ordered), unpaid);
  return { billed: kept, quantity, priorPaid: prior, patient: unpaid - prior };
}

/** `round(x × part / all)`; of nothing there is no part. */
const portion = (x: bigint, part: bigint, all: bigint): bigint => (all === 0n ? 0n : rounded(x * part, all));

function standingOf(line: DecidedLine, trim: Trim, count: Count): LineLiterally {
  const { quantity, returned } = count;
  const keptAmount = least(count.amount, trim.billed);
  const trimmedAmount = count.amount - keptAmount;
  const trimmedBilled = BigInt(line.billed) - trim.billed;
  const [captured, left] = [new Map<string, bigint>(), new Map<string, bigint>()];
  const stand = (name: string, kept: bigint, trimmed: bigint): void => {
    const ofKept = portion(kept, keptAmount, trim.billed);
    const ofTrimmed = portion(trimmed, trimmedAmount, trimmedBilled);
    captured.set(name, ofKept + ofTrimmed);
    left.set(name, ofKept + ofTrimmed - backOf(ofKept, ofTrimmed, trim, count));
  };
  stand('priorPaid', trim.priorPaid, BigInt(line.priorPaid) - trim.priorPaid);
  stand('patient', trim.patient, BigInt(line.patient) - trim.patient);
  stand('writeOff', BigInt(line.writeOff), 0n);
  for (const { coverageId, insurerId, amount } of line.shares)
    stand(`share of ${coverageId} of ${insurerId}`, BigInt(amount), 0n);
  const insurerLeft = sum([...left].flatMap(([name, amount]) => (name.startsWith('share of ') ? amount : [])));
  return { lineNo: line.lineNo, quantity, returned, captured, left, insurerLeft };
}

/** What came back of a carrier: first with the trimmed quantity, then with the kept one. */
function backOf(kept: bigint, trimmed: bigint, trim: Trim, { quantity, returned }: Count): bigint {
  if (quantity <= trim.quantity) return portion(kept + trimmed, returned, quantity);
  const trimmedQuantity = quantity - trim.quantity;
  if (returned <= trimmedQuantity) return portion(trimmed, returned, trimmedQuantity);
  return trimmed + portion(kept, returned - trimmedQuantity, trim.quantity);
}

/** Of the kept quantity: what was captured, and what of that came back. */
function keptOf({ quantity: kept }: Trim, { quantity, returned }: Count): readonly [captured: bigint, back: bigint] {
  if (quantity <= kept) return [quantity, returned];
  return [kept, returned <= quantity - kept ? 0n : returned - (quantity - kept)];
}

function amountUsed(amount: bigint, billed: bigint, trim: Trim, count: Count): bigint {
  // a kept part that comes to no fen is captured with the whole line
  const all = trim.billed === 0n ? billed : trim.billed;
  const taken = portion(amount, least(count.amount, all), all);
  const [captured, back] = keptOf(trim, count);
  return taken - portion(taken, back, captured);
}

function quantityUsed(amount: bigint, trim: Trim, count: Count, settled: boolean): bigint {
  if (count.returned === count.quantity) return 0n;
  const taken = settled ? amount : least(amount, trim.quantity, count.quantity);
  return taken - least(taken, keptOf(trim, count)[1]);
}

interface Taken {
  readonly id: string;
  readonly measure: string;
  readonly amount: bigint;
}

/** What the decision draws for a line; amounts of one accumulator together, because they are rounded together. */
function takenBy({ decision, draws }: DecisionFact, position: number): readonly Taken[] {
  const amounts = new Map<string, bigint>();
  const others: Taken[] = [];
  for (const { accumulatorId: id, amount } of draws[position] ?? []) {
    const shown = decision.accumulators.find(({ accumulatorId }) => accumulatorId === id)?.measure;
    const measure = shown ?? (id.includes('//budget/') ? 'amount' : 'quantity');
    if (measure === 'amount') book(amounts, id, BigInt(amount));
    else others.push({ id, measure, amount: BigInt(amount) });
  }
  return [...[...amounts].map(([id, amount]) => ({ id, measure: 'amount', amount })), ...others];
}
