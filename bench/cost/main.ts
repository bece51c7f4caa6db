import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { CountPlan, Counts, Flow } from './count.ts';
import { bill, closeOfLine, totalOf } from './model.ts';
import { billText, standingText } from './bill-text.ts';
import { PRICES_ARE } from './prices.ts';
import { standing } from './standing.ts';

const ENTRY = fileURLToPath(new URL('run-count.ts', import.meta.url));
const MOST_USD = 15;

const { values: options } = parseArgs({
  options: { json: { type: 'boolean', default: false }, quick: { type: 'boolean', default: false } },
});
/** Days of different sizes, so that the cost of one line of a close can be told from that of the day. */
const ORDERS = options.quick ? { pair: 10, settlement: 30, timed: 20 } : { pair: 20, settlement: 60, timed: 120 };

/** In a process of its own: functions keep their client and what they cached. */
async function counted(plan: CountPlan): Promise<Counts> {
  const child = fork(ENTRY, [JSON.stringify(plan)], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const [counts] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`counting ended without counts (${String(code)})`))),
  ])) as [Counts];
  return counts;
}

const count = (flow: Flow) => counted({ flow, orders: ORDERS[flow], warmUp: 5, counted: true });
const time = (flow: Flow) => counted({ flow, orders: ORDERS.timed, warmUp: ORDERS.timed / 4, counted: false });

// one after another: each would be in the way of the other's time
const [pair, settlement] = [await count('pair'), await count('settlement')];
const perLine = closeOfLine(pair.close, settlement.close);
const bills = {
  pair: bill(pair, await time('pair'), perLine),
  settlement: bill(settlement, await time('settlement'), perLine),
};
const idle = standing(pair);
if (options.json) console.log(JSON.stringify({ bills, standing: idle }));
else {
  console.log(PRICES_ARE);
  console.log(`\nA million consults, authorized and captured (goal: at most ${MOST_USD} USD)\n${billText(bills.pair)}`);
  console.log(`\nA million consults, settled at once\n${billText(bills.settlement)}`);
  console.log(`\nA stage in a month in which nobody uses it\n${standingText(idle)}`);
  const total = totalOf(bills.pair);
  console.log(`\n${total <= MOST_USD ? 'ok' : 'MISSED'}: ${total.toFixed(2)} USD for a million pairs`);
}
