import type { HandlerName } from '../../lib/function-needs.ts';
import { close } from '../../test/support/closing.ts';
import { storedItems } from '../../test/support/stored-items.ts';
import { settlementBy } from '../workload/contestants.ts';
import type { RequestsOf } from '../workload/contestants.ts';
import { hospitalRequests } from '../workload/order-life.ts';
import { consultOrder } from '../workload/orders.ts';
import { median } from '../measure/statistics.ts';
import { handled, handlerOf } from '../workload/requests.ts';
import { storedBytes } from './item-size.ts';
import type { Taken } from './observer.ts';
import { minus, NOTHING, plus, shareOf, startObserver } from './observer.ts';
import type { Scene } from './scene.ts';
import { startScene } from './scene.ts';

export type Flow = 'pair' | 'settlement';

/** One function's part in an order. */
export interface Work {
  readonly name: string;
  readonly handler: HandlerName;
  /** of one invocation */
  readonly taken: Taken;
  readonly invocations: number;
}

/** What one order takes from its first request to its answered claim, and what a stage takes that nobody uses. */
export interface Counts {
  readonly works: readonly Work[];
  readonly requests: number;
  readonly messages: Readonly<Record<'claims' | 'webhook-deliveries', number>>;
  readonly answerBytes: number;
  readonly postedBytes: number;
  /** with indexes; without nonces and timers, which go away */
  readonly storedBytes: number;
  /** of a day of `lines` lines */
  readonly close: { readonly lines: number; readonly taken: Taken };
  /** one run each with nothing to do */
  readonly idle: Readonly<Record<'due' | 'claims-sweep', Taken>>;
  readonly metrics: number;
}

export interface CountPlan {
  readonly flow: Flow;
  readonly orders: number;
  /** before them, until code is compiled and plans are read */
  readonly warmUp: number;
  /** calls are counted; else the time is that of the functions alone */
  readonly counted: boolean;
}

/** A week and a day: holds have ended, and timers are due. */
const UNTIL_TIMERS_SECONDS = 8 * 86_400;

/** Runs real orders through the whole product, each function by itself, one record or message an invocation. */
export async function countOrders(plan: CountPlan): Promise<Counts> {
  const scene = await startScene(plan.counted);
  const { connector } = scene;
  const observer = startObserver(connector.traffic);
  const totals = new Map<string, Work>();
  const times = new Map<string, Taken[]>();
  const note = (name: string, handler: HandlerName, taken: Taken): void => {
    times.set(name, [...(times.get(name) ?? []), taken]);
    const { taken: before = NOTHING, invocations = 0 } = totals.get(name) ?? {};
    totals.set(name, { name, handler, taken: plus(before, taken), invocations: invocations + 1 });
  };
  const messages = { 'claims': 0, 'webhook-deliveries': 0 };
  let [answerBytes, requests] = [0, 0];

  async function follow(after: string): Promise<void> {
    note(`facts after ${after}`, 'facts', await observer.watch(() => connector.deliverStreams()));
    for (const queue of ['claims', 'webhook-deliveries'] as const) {
      let given = 0;
      const taken = await observer.watch(async () => (given = await connector.deliverQueues(queue)));
      messages[queue] += given;
      if (given > 0) note(queue, queue, taken);
    }
  }

  try {
    const requestsOf = await requestsBy(scene, plan.flow);
    const names = Array.from({ length: plan.warmUp + plan.orders }, (_, index) => `COST-${index}`);
    await scene.enrol(names);
    let bytesBefore = 0;
    let postedBefore = 0;
    for (const [index, orderNo] of names.entries()) {
      if (index === plan.warmUp) {
        totals.clear();
        times.clear();
        Object.assign(messages, { 'claims': 0, 'webhook-deliveries': 0 });
        [answerBytes, requests] = [0, 0];
        bytesBefore = await keptBytes(scene);
        postedBefore = await scene.postedBytes();
      }
      for (const { handler, event, status } of requestsOf(consultOrder(orderNo, { memberId: orderNo }))) {
        const of = handlerNameOf(event.routeKey);
        requests += 1;
        const taken = await observer.watch(async () => {
          const { body, headers } = await handled(handler, event, status);
          answerBytes += Buffer.byteLength(`${body}${JSON.stringify(headers)}`);
        });
        note(of, of, taken);
        await follow(of);
      }
    }
    const bytes = (await keptBytes(scene)) - bytesBefore;
    const posted = (await scene.postedBytes()) - postedBefore;
    const sweep = await observer.watch(() => connector.runSchedule('claims-sweep'));
    connector.advance(UNTIL_TIMERS_SECONDS);
    const closing = await observer.watch(() => close(connector, '2026-06-15'));
    const due = await observer.watch(() => connector.runSchedule('due'));
    const idle = await observer.watch(() => connector.runSchedule('due'));
    const each = plan.orders;
    const timers = shareOf(minus(due, idle), names.length);
    return {
      works: [
        ...[...totals.values()].map((work) => ({
          ...work,
          taken: { ...shareOf(work.taken, work.invocations), ...mediansOf(times.get(work.name) ?? []) },
          invocations: work.invocations / each,
        })),
        // many timers are worked off by one invocation, which runs every minute anyway
        ...(plan.flow === 'pair'
          ? [{ name: 'the timer of the hold', handler: 'due', taken: timers, invocations: 0 } as const]
          : []),
      ],
      requests: requests / each,
      messages: { 'claims': messages.claims / each, 'webhook-deliveries': messages['webhook-deliveries'] / each },
      answerBytes: answerBytes / each,
      postedBytes: posted / each,
      storedBytes: bytes / each,
      close: { lines: names.length, taken: closing },
      idle: { 'due': idle, 'claims-sweep': sweep },
      metrics: observer.metrics().size,
    };
  } finally {
    observer.stop();
    await scene.stop();
  }
}

async function requestsBy({ hospital }: Scene, flow: Flow): Promise<RequestsOf> {
  if (flow === 'settlement') return settlementBy({ credential: () => hospital }, await handlerOf('settlements'));
  const { authorize, capture } = await hospitalRequests(hospital);
  return (order) => [authorize(order), capture(order.orderNo, { captureNo: '1' })];
}

/** On a busy machine the mean is that of whoever else is there. */
function mediansOf(all: readonly Taken[]): Pick<Taken, 'handlerMs' | 'cpuMs'> {
  return { handlerMs: median(all.map(({ handlerMs }) => handlerMs)), cpuMs: median(all.map(({ cpuMs }) => cpuMs)) };
}

function handlerNameOf(routeKey: string): HandlerName {
  if (routeKey.endsWith('/captures')) return 'captures';
  return routeKey.endsWith('/authorizations') ? 'authorizations' : 'settlements';
}

async function keptBytes({ connector }: Scene): Promise<number> {
  const items = await storedItems(connector);
  const kept = items.filter(({ pk }) => pk?.S?.startsWith('DUE#') !== true);
  return kept.reduce((sum, item) => sum + storedBytes(item), 0);
}
