import type { Meter } from '../engine/meter.ts';
import { startMeter } from '../engine/meter.ts';
import type { Figure } from '../figure.ts';
import { exactly, figure } from '../figure.ts';
import { requestFigures } from '../figures/request-figures.ts';
import { rounded } from '../measure/statistics.ts';
import { handlerContestant, settlementBy } from '../workload/contestants.ts';
import { instanceCosts, tableCost } from './peer-costs.ts';
import type { Peer, PeerStage } from './peers.ts';
import { startPeers } from './peers.ts';
import { serverWork } from './postgres/server-work.ts';
import type { Wire } from './postgres/wire.ts';
import { startWire } from './postgres/wire.ts';

/** As long as the meter of DynamoDB holds an answer back. */
const DISTANCE_MS = 25;
const WARM_UP = 32;
const AT_ONCE = 8;

/** What one settlement takes of its database, by each design: round trips, and whatever that database is paid by. */
export async function measureWork(settlements: number): Promise<readonly Figure[]> {
  let meter: Meter | undefined;
  let wire: Wire | undefined;
  const stage = await startPeers('disk', {
    dynamoDb: async (endpoint) => (meter = await startMeter(endpoint)),
    postgres: async (directory) => (wire = await startWire(directory, DISTANCE_MS)),
  });
  try {
    if (meter === undefined || wire === undefined) throw new Error('nothing stands between handlers and engines');
    const { figures, usdPerMillion } = await tableFigures(stage, meter);
    return [...figures, ...(await serverFigures(stage, wire, settlements, usdPerMillion))];
  } finally {
    await stage.stop();
  }
}

async function tableFigures(stage: PeerStage, meter: Meter) {
  const figures: Figure[] = [];
  let usdPerMillion = 0;
  for (const peer of stage.peers.filter(({ name }) => name !== 'PostgreSQL')) {
    await run(stage, peer, 1);
    meter.take();
    await run(stage, peer, 1);
    const calls = meter.take();
    const units = calls.reduce(
      (sum, { writeUnits, indexUnits }) => sum + writeUnits + Object.values(indexUnits).reduce((a, b) => a + b, 0),
      0,
    );
    const reads = calls.reduce((sum, { readUnits }) => sum + readUnits, 0);
    const usd = tableCost(reads, units);
    if (peer.name === 'this product') usdPerMillion = usd;
    figures.push(
      ...requestFigures(peer.name, calls, {}),
      figure(`${peer.name}: write units with indexes and nonce`, units, 'units'),
      figure(`${peer.name}: cost on demand`, rounded(usd, 2), 'USD a million'),
    );
  }
  return { figures, usdPerMillion };
}

async function serverFigures(
  stage: PeerStage,
  wire: Wire,
  settlements: number,
  tableUsdPerMillion: number,
): Promise<readonly Figure[]> {
  const { cluster, pool } = stage.database;
  const peer = stage.peers.find(({ name }) => name === 'PostgreSQL');
  if (peer === undefined) throw new Error('PostgreSQL does not take part');
  const name = peer.name;
  // one connection, so that none is opened while trips are counted
  await run(stage, peer, 1);
  wire.takeTrips();
  await run(stage, peer, 1);
  const trips = wire.takeTrips();
  await run(stage, peer, WARM_UP, AT_ONCE);
  const jobs = await prepared(stage, peer, settlements);
  const before = await serverWork(cluster, pool);
  await runJobs(jobs, AT_ONCE);
  const after = await serverWork(cluster, pool);
  const each = (field: keyof typeof before, digits: number) =>
    rounded((after[field] - before[field]) / settlements, digits);
  return [
    figure(`${name}: round trips`, trips, 'one after another', exactly(2)),
    figure(`${name}: CPU time of the server`, each('cpuMs', 2), 'ms a settlement'),
    figure(`${name}: write-ahead log`, each('walBytes', 0), 'bytes a settlement'),
    figure(`${name}: stored, with indexes and nonce`, each('storedBytes', 0), 'bytes a settlement'),
    ...instanceCosts(each('cpuMs', 2), each('storedBytes', 0), tableUsdPerMillion),
  ];
}

function prepared({ stage }: PeerStage, { name, handler, enrol }: Peer, count: number) {
  return handlerContestant(name, stage, settlementBy(stage, handler), enrol).prepare(count);
}

async function run(stage: PeerStage, peer: Peer, count: number, atOnce = 1): Promise<void> {
  await runJobs(await prepared(stage, peer, count), atOnce);
}

async function runJobs(jobs: readonly (() => Promise<void>)[], atOnce: number): Promise<void> {
  const waiting = jobs.values();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const job of waiting) await job();
    }),
  );
}
