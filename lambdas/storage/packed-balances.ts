import type { AccumulatorId, Balance, Balances } from '../domain/accumulator.ts';

/** `{"insurer/plan": {"limit/period": …}}`: insurer and plan once. */
type Packed<Entry> = Record<string, Record<string, Entry>>;

function packIds<Value, Entry>(
  values: Iterable<readonly [AccumulatorId, Value]>,
  pack: (value: Value) => Entry,
): string {
  const plans: Packed<Entry> = {};
  for (const [id, value] of values) {
    const [insurer, plan, ...rest] = id.split('/');
    const totals = (plans[`${insurer}/${plan}`] ??= {});
    totals[rest.join('/')] = pack(value);
  }
  return JSON.stringify(plans);
}

function unpackIds<Value, Entry>(text: string, unpack: (entry: Entry) => Value): Map<AccumulatorId, Value> {
  const values = new Map<AccumulatorId, Value>();
  for (const [plan, totals] of Object.entries(JSON.parse(text) as Packed<Entry>)) {
    for (const [total, entry] of Object.entries(totals)) values.set(`${plan}/${total}`, unpack(entry));
  }
  return values;
}

/** Amounts by accumulator, as text. */
export const packAmounts = (amounts: ReadonlyMap<AccumulatorId, number>): string =>
  packIds(amounts, (amount) => amount);

export const unpackAmounts = (text: string): Map<AccumulatorId, number> => unpackIds(text, (amount: number) => amount);

/** What is used and held, the held part only where there is one. */
export const packBalances = (balances: Balances): string =>
  packIds(balances, ({ used, held }): readonly [number, number?] => (held === 0 ? [used] : [used, held]));

export const unpackBalances = (text: string): Map<AccumulatorId, Balance> =>
  unpackIds(text, ([used, held = 0]: readonly [number, number?]) => ({ used, held }));
