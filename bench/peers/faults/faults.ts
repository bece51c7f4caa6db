import type { Traffic } from '../../../test/support/traffic.ts';
import { startTraffic } from '../../../test/support/traffic.ts';
import type { Figure } from '../../figure.ts';
import { exactly, figure } from '../../figure.ts';
import type { Chance } from '../../workload/decisions/chance.ts';
import { chanceFrom } from '../../workload/decisions/chance.ts';
import { consultOrder } from '../../workload/orders.ts';
import type { Peer, PeerStage } from '../peers.ts';
import { startPeers } from '../peers.ts';
import type { Wire, WireFault } from '../postgres/wire.ts';
import { startWire } from '../postgres/wire.ts';
import type { ReadTraces, Verdict } from './judges.ts';
import { judgesOf, verdictOn } from './judges.ts';
import { settleUntilAnswered } from './partner.ts';

const LOST_PER_MILLE = 5;
const LOSSES: readonly WireFault[] = ['lost-request', 'lost-answer'];
const SEED = 20_260_615;
const AT_ONCE = 8;
const PROVIDER = 'hospital-a';

/**
 * One call in two hundred goes wrong on its way to the database: half of them never reach it, half take effect and are never answered.
 * The partner repeats until it has a decision; then each order is looked at.
 */
export async function measureFaults(orders: number): Promise<readonly Figure[]> {
  // what goes wrong is counted, and each would be logged at length
  process.env['POWERTOOLS_LOG_LEVEL'] = 'SILENT';
  let traffic: Traffic | undefined;
  let wire: Wire | undefined;
  const stage = await startPeers('memory', {
    dynamoDb: async (endpoint) => (traffic = await startTraffic(endpoint)),
    postgres: async (directory) => (wire = await startWire(directory, 0)),
  });
  try {
    const judges = judgesOf(stage.stage.client, stage.stage.tableName, stage.database.pool);
    const figures: Figure[] = [];
    for (const peer of stage.peers) {
      const faults = losses(chanceFrom(SEED));
      const set: Trial['set'] = (choose) => {
        traffic?.setFaults(choose);
        wire?.setFaults(choose);
      };
      figures.push(...(await figuresOf(stage, peer, { orders, faults, set, read: judges[peer.name] })));
    }
    return figures;
  } finally {
    await stage.stop();
  }
}

interface Losses {
  readonly choose: () => WireFault | undefined;
  readonly met: () => number;
}

interface Trial {
  readonly orders: number;
  readonly faults: Losses;
  readonly set: (choose: (() => WireFault | undefined) | undefined) => void;
  readonly read: ReadTraces;
}

async function figuresOf(
  { stage }: PeerStage,
  { name, handler, enrol }: Peer,
  { orders, faults, set, read }: Trial,
): Promise<readonly Figure[]> {
  const from = stage.credential(PROVIDER);
  const all = Array.from({ length: orders }, (_, index) => {
    const memberId = `F-${name.length}-${index}`;
    return consultOrder(`F-${name.length}-${index}`, { memberId });
  });
  await enrol(all.map(({ orderNo }) => orderNo));
  const [warmUp, ...timed] = all;
  if (warmUp !== undefined) await settleUntilAnswered(handler, from, warmUp);
  set(faults.choose);
  let unanswered = 0;
  const waiting = timed.values();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const order of waiting) if (!(await settleUntilAnswered(handler, from, order))) unanswered += 1;
    }),
  );
  set(undefined);
  const verdicts = new Map<Verdict, number>();
  for (const { orderNo, lines } of timed) {
    const price = lines.reduce((sum, { amount }) => sum + amount, 0);
    const verdict = verdictOn(await read({ providerId: PROVIDER, orderNo, memberId: orderNo }), price);
    verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
  }
  const of = (verdict: Verdict) => verdicts.get(verdict) ?? 0;
  const mustBeNone = name === 'middleware and separate puts' ? undefined : exactly(0);
  const unit = `of ${timed.length} orders`;
  return [
    figure(`${name}: calls that were lost`, faults.met(), 'calls'),
    figure(`${name}: paid for twice from the limits`, of('twice'), unit, mustBeNone),
    figure(`${name}: left in part`, of('part'), unit, mustBeNone),
    figure(`${name}: never answered, however often it was repeated`, unanswered, unit, mustBeNone),
    figure(`${name}: nothing of it is there`, of('nothing'), unit, mustBeNone),
  ];
}

function losses({ happens, pick }: Chance): Losses {
  let met = 0;
  return {
    choose: () => {
      if (!happens(LOST_PER_MILLE)) return undefined;
      met += 1;
      return pick(LOSSES);
    },
    met: () => met,
  };
}
