import type { AccumulatorId, Balance, Balances } from '../domain/accumulator.ts';

/** `{"insurer/plan": {"limit/period": [used, held?]}}`: insurer and plan once, and the held part only where there is one. */
type Packed = Record<string, Record<string, readonly [used: number, held?: number]>>;

export function packBalances(balances: Balances): string {
  const plans: Packed = {};
  for (const [id, { used, held }] of balances) {
    const [insurer, plan, ...rest] = id.split('/');
    const totals = (plans[`${insurer}/${plan}`] ??= {});
    totals[rest.join('/')] = held === 0 ? [used] : [used, held];
  }
  return JSON.stringify(plans);
}

export function unpackBalances(text: string): Balances {
  const balances = new Map<AccumulatorId, Balance>();
  for (const [plan, totals] of Object.entries(JSON.parse(text) as Packed)) {
    for (const [total, [used, held = 0]] of Object.entries(totals)) balances.set(`${plan}/${total}`, { used, held });
  }
  return balances;
}
