import type { AccumulatorId, Balance, Balances } from '../domain/accumulator.ts';

/** `{"insurer/plan": {"limit/period": …}}`: insurer and plan once. */
type Packed = Record<string, Record<string, unknown>>;

function packIds<Value>(values: Iterable<readonly [AccumulatorId, Value]>, pack: (value: Value) => unknown): string {
  const plans: Packed = {};
  for (const [id, value] of values) {
    const [insurer, plan, ...rest] = id.split('/');
    const totals = (plans[`${insurer}/${plan}`] ??= {});
    totals[rest.join('/')] = pack(value);
  }
  return JSON.stringify(plans);
}

/** `unpack` is given what `pack` made. */
function unpackIds<Value>(text: string, unpack: (entry: unknown) => Value): Map<AccumulatorId, Value> {
  const values = new Map<AccumulatorId, Value>();
  for (const [plan, totals] of Object.entries(JSON.parse(text) as Packed)) {
    for (const [total, entry] of Object.entries(totals)) values.set(`${plan}/${total}`, unpack(entry));
  }
  return values;
}

/** Amounts by accumulator, as text. */
export const packAmounts = (amounts: ReadonlyMap<AccumulatorId, number>): string =>
  packIds(amounts, (amount) => amount);

export const unpackAmounts = (text: string): Map<AccumulatorId, number> => unpackIds(text, Number);

/** What is used and held, the held part only where there is one. */
export const packBalances = (balances: Balances): string =>
  packIds(balances, ({ used, held }) => (held === 0 ? [used] : [used, held]));

export const unpackBalances = (text: string): Map<AccumulatorId, Balance> =>
  unpackIds(text, (entry) => {
    const [used = 0, held = 0] = entry as readonly number[];
    return { used, held };
  });
