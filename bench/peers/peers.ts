import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HttpHandler } from '../../lambdas/runtime/http-shell.ts';
import { startDynamoDb } from '../../local/engines/dynamodb.ts';
import type { Stage } from '../engine/stage.ts';
import { startStage } from '../engine/stage.ts';
import { straightforwardSettlement } from '../straightforward/handler.ts';
import { publishBenchPlan, seedMembers } from '../workload/enrolment.ts';
import { handlerOf } from '../workload/requests.ts';
import type { Between, Database } from './postgres/database.ts';
import { enrolMembers, startDatabase } from './postgres/database.ts';
import { postgresSettlement } from './postgres/handler.ts';
import { findPrograms, HOW_TO_INSTALL } from './postgres/programs.ts';

export const peerNames = ['this product', 'PostgreSQL', 'middleware and separate puts'] as const;
export type PeerName = (typeof peerNames)[number];

/** A way to settle, from the signed event to the answer. */
export interface Peer {
  readonly name: PeerName;
  readonly handler: HttpHandler;
  readonly enrol: (memberIds: readonly string[]) => Promise<void>;
}

export interface PeerStage {
  readonly stage: Stage;
  readonly database: Database;
  readonly peers: readonly Peer[];
  stop(): Promise<void>;
}

/** Where the data of both engines live. */
export type Medium = 'disk' | 'memory';

/** What stands between the handlers and their engines, if anything does. */
export interface BetweenBoth {
  readonly dynamoDb: (endpoint: string) => Promise<{ readonly endpoint: string; stop(): Promise<void> }>;
  readonly postgres: (directory: string) => Promise<Between>;
}

/** linux/magic.h: TMPFS_MAGIC */
const IN_MEMORY = 0x01021994;

function diskDir(): string {
  const dir = tmpdir();
  if (statfsSync(dir).type === IN_MEMORY) throw new Error(`${dir} is in memory: name a directory on a disk in TMPDIR`);
  return dir;
}

/** Both engines with their data on one medium, and the three designs in this process in front of them. */
export async function startPeers(medium: Medium, between?: BetweenBoth): Promise<PeerStage> {
  const programs = findPrograms();
  if (programs === undefined) throw new Error(HOW_TO_INSTALL);
  const parent = medium === 'memory' ? '/dev/shm' : diskDir();
  const dataDir = mkdtempSync(join(parent, 'direct-billing-peers-'));
  // however this process comes to its end
  process.once('exit', () => rmSync(dataDir, { recursive: true, force: true }));
  const engine = await startDynamoDb({ dataDir });
  // whatever starts an engine from now on uses this one
  process.env['DYNAMODB_ENDPOINT'] = engine.endpoint;
  const database = await startDatabase(programs, parent, between?.postgres);
  const stage = await startStage();
  const wire = await between?.dynamoDb(engine.endpoint);
  if (wire !== undefined) process.env['AWS_ENDPOINT_URL_DYNAMODB'] = wire.endpoint;
  const stop = async (): Promise<void> => {
    await Promise.all([stage.stop(), database.stop(), wire?.stop()]);
    await engine.stop();
  };
  await publishBenchPlan(stage);
  const inTable = (memberIds: readonly string[]) => seedMembers(stage, memberIds);
  const peers: readonly Peer[] = [
    { name: 'this product', handler: await handlerOf('settlements'), enrol: inTable },
    {
      name: 'PostgreSQL',
      handler: postgresSettlement(database.handlersPool),
      enrol: (memberIds) => enrolMembers(database.pool, memberIds),
    },
    { name: 'middleware and separate puts', handler: straightforwardSettlement, enrol: inTable },
  ];
  return { stage, database, peers, stop };
}
