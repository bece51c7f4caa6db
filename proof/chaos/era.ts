import { auditTable } from '../../audit/audit-table.ts';
import type { Verdict } from '../../audit/finding.ts';
import { connectorSigner } from '../../lambdas/runtime/connector-signature.ts';
import { deriveKeys } from '../../lambdas/runtime/connector-keys.ts';
import { newBackground } from './background.ts';
import { newBuckets } from './buckets.ts';
import { chanceOf } from './chance.ts';
import { newClients } from './clients.ts';
import { clockFrom } from './clock.ts';
import { tableDigest } from './digest.ts';
import { FORMULARIES, PLANS, POOLS } from './documents.ts';
import { alone, drive } from './drive.ts';
import { drain } from './drain.ts';
import type { FaultKind } from './faults.ts';
import { newFaults } from './faults.ts';
import { loadFunctions } from './functions.ts';
import { newInsurers } from './insurers.ts';
import { newJournal } from './journal.ts';
import type { Desk } from './operations/desk.ts';
import {
  coverageOperations,
  enrolSomebody,
  publishFormulary,
  publishPlan,
  putPool,
} from './operations/coverage-operations.ts';
import { insurerOperations } from './operations/insurer-operations.ts';
import { keyOperations } from './operations/key-operations.ts';
import { movementOperations } from './operations/movement-operations.ts';
import { orderOperations } from './operations/order-operations.ts';
import { pharmacyOperations } from './operations/pharmacy-operations.ts';
import { newPartners } from './partners.ts';
import type { PartnerItem } from './partners.ts';
import { takeQueueCalls } from './queue-calls.ts';
import { workQueues } from './queues.ts';
import { scheduler } from './scheduler.ts';
import { staleReads } from './stale-reads.ts';
import { itemsPut, streamFeed } from './stream-feed.ts';
import type { EngineKind } from './surroundings.ts';
import { startEngine, TABLE_NAME, takeSdkCalls } from './surroundings.ts';
import { tableCalls } from './table-calls.ts';
import { takeOver } from './taken-over.ts';
import { toWire } from './wire-values.ts';
import { newWorld } from './world.ts';
import { outsideRequest } from './outside.ts';
import type { Answering } from './outside.ts';

export interface EraAsked {
  readonly seed: string;
  readonly ops: number;
  /** in memory unless it is said otherwise */
  readonly engine?: EngineKind;
}

export interface EraResult {
  readonly operations: number;
  readonly answers: Readonly<Record<string, number>>;
  readonly faults: Readonly<Record<FaultKind, number>>;
  readonly calls: number;
  readonly verdicts: readonly Verdict[];
  /** what was seen on the way that must not be */
  readonly breaches: readonly string[];
  readonly digest: string;
}

const FIRST_MEMBERS = 14;
const OPERATIONS = [
  ...orderOperations,
  ...movementOperations,
  ...pharmacyOperations,
  ...coverageOperations,
  ...insurerOperations,
  ...keyOperations,
];

/** One era: one process, one engine, one seeded world, to its end. A process plays one, since it is taken over for good. */
export async function playEra({ seed, ops, engine: kind }: EraAsked): Promise<EraResult> {
  const chance = chanceOf(seed);
  const clock = clockFrom('2026-06-15T10:00:00+08:00');
  const faults = newFaults(chance.apart('faults'));
  const calls = scheduler(chance.apart('turns'));
  const [buckets, insurers] = [newBuckets(faults), newInsurers(faults)];

  const answering: Answering = (request) => {
    const { hostname } = request.url;
    if (hostname === 'buckets.test') return buckets.answer(request);
    const [party = ''] = hostname.split('.');
    if (party.startsWith('insurer')) return insurers.answer(party, request);
    if (!faults.oneIn(6)) return { status: 204 };
    faults.happened('provider-refuses');
    return faults.chance.pick(['timed-out', 'unreachable', { status: 500 }, { status: 410 }]);
  };
  const engine = await startEngine(kind);
  takeOver({
    chance: chance.apart('product'),
    isInside: () => calls.current() !== undefined,
    now: () => clock.now() + (calls.current()?.skewMs ?? 0),
    sleep: (milliseconds) => calls.park({ isWrite: false, heldFor: Math.ceil(milliseconds / 10), go: async () => {} }),
    request: (url, options) =>
      url.hostname.endsWith('.test') ? outsideRequest(calls, answering, url, options) : undefined,
  });
  const functions = await loadFunctions(calls, faults, clock);
  const stream = streamFeed(faults, functions.work);
  const queues = workQueues(faults, clock, functions.work);
  const stale = staleReads(faults);
  const table = tableCalls({
    ...{ wire: engine.wire, calls, faults, stale },
    written: (operation, request) => {
      for (const item of itemsPut(operation, request)) {
        stream.put(item);
        stale.written(item);
      }
    },
  });
  const root = chance.apart('root').bytes(48).toString('base64');
  const { dynamoDb } = await import('../../lambdas/storage/dynamodb-client.ts');
  takeSdkCalls(dynamoDb(), table, root);
  takeQueueCalls(calls, faults, queues);

  const partners = newPartners(chance.apart('partners'), deriveKeys(root));
  const before = new Map<string, PartnerItem>();
  const desk: Desk = {
    ...{ clock, faults, partners, insurers, world: newWorld(chance.apart('world')), journal: newJournal(clock) },
    clients: newClients({ calls, faults, functions, clock, partners }),
    writePartner: (item) =>
      calls.park({
        isWrite: false,
        go: async () => {
          const name = String(item['pk']?.S);
          await engine.wire.ask('PutItem', { TableName: TABLE_NAME, Item: toWire(item) });
          stale.written(item, before.get(name));
          before.set(name, item);
        },
      }),
    decideDispute: (disputeId, isAccepted) => functions.operate('disputes-command', disputeId, isAccepted),
  };
  const background = newBackground({ calls, clock, functions, stream, queues, chance: chance.apart('background') });

  await alone(calls, async () => {
    for (const partnerId of ['hospital-a', 'hospital-b', 'pharmacy-a', 'pharmacy-b', 'insurer-a', 'insurer-b'] as const)
      await desk.writePartner(partners.item(partnerId));
    for (const formulary of FORMULARIES) await publishFormulary(desk, formulary);
    for (const pool of POOLS) await putPool(desk, pool);
    for (const planId of PLANS) await publishPlan(desk, planId, 100);
    for (let count = 0; count < FIRST_MEMBERS; count++) await enrolSomebody(desk);
  });
  faults.begin();
  await drive({ calls, faults, clock, functions, background, desk }, OPERATIONS, ops);
  faults.end();
  await alone(calls, () => drain(desk, functions, background, clock));
  const { verdicts, unread } = await auditTable({
    ...{ client: engine.client, table: TABLE_NAME, now: clock.now(), answers: desk.journal.answers },
    objects: { read: async (key) => buckets.read('statements', key)?.content },
    connectorKey: connectorSigner(deriveKeys(root)).publicKeyPem,
  });
  const result: EraResult = {
    ...{
      operations: desk.clients.operations(),
      answers: Object.fromEntries(desk.clients.answers),
      faults: faults.counts(),
    },
    ...{ calls: calls.steps(), verdicts, digest: await tableDigest(engine.wire) },
    breaches: [...unread, ...functions.defects, ...desk.journal.breaches, ...insurers.breaches],
  };
  await engine.stop();
  return result;
}
