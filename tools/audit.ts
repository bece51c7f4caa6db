// npm run audit [-- --stage dev|staging|prod | --table <name>] [--bucket <statements>] [--key <pem>] [--answers <ndjson>]
//               [--settled-for <seconds>] [--segments <n>]
// Judges a table by its facts alone, and says of every invariant what it looked at and what it found. Reads only. Without a stage or a
// table it looks into the product that runs on this machine, its files and its key. Of another table statements are judged where their
// bucket is named, and signatures where the public key of its connector is (npm run partner -- connector-key). Ends with 1 where something does not hold, with 2 where it cannot tell.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { HeldAnswer } from '../audit/answers.ts';
import { readAnswers } from '../audit/answers.ts';
import { auditTable } from '../audit/audit-table.ts';
import { auditLiveTable } from '../audit/live-table.ts';
import { bucketVariable } from '../lambdas/runtime/env.ts';
import { dynamoDb, tableName } from '../lambdas/storage/dynamodb-client.ts';
import { getObject } from '../lambdas/storage/object-store.ts';
import { readSettings } from '../local/settings.ts';
import { isSound, reportOf } from './audit-report.ts';
import { tellOf } from './command-line.ts';
import { Refusal } from './refusal.ts';
import { timeAtHand, turnToTable } from './table-at-hand.ts';

const usage = `npm run audit [-- (--stage dev|staging|prod | --table <name>)] [--bucket <bucket of statements>]
              [--key <public key of the connector, PEM>] [--answers <journal, NDJSON>] [--settled-for <seconds>] [--segments <n>]`;
const options = {
  'stage': { type: 'string' },
  'table': { type: 'string' },
  'bucket': { type: 'string' },
  'key': { type: 'string' },
  'answers': { type: 'string' },
  'settled-for': { type: 'string' },
  'segments': { type: 'string', default: '4' },
} as const;

/** Seconds after which what a stage has written is whole for every reader: streams and queues are through with it. */
const SETTLED_IN_STAGE = 300;

function parsed(typed: readonly string[]) {
  try {
    return parseArgs({ args: [...typed], options }).values;
  } catch (error) {
    throw new Refusal(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
}

function wholeNumber(text: string, name: string, least: number): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < least) throw new Refusal(`--${name} is no whole number from ${least} on`);
  return value;
}

const STATEMENTS = bucketVariable('statements');

const readObjectOfStatements = async (key: string) => (await getObject('statements', key))?.content;

/** Read anew by every audit of them. */
const answersOf = (path: string): AsyncIterable<HeldAnswer> => ({ [Symbol.asyncIterator]: () => readAnswers(path) });

try {
  const values = parsed(process.argv.slice(2));
  const isHere = values.stage === undefined && values.table === undefined;
  const seconds = wholeNumber(values['settled-for'] ?? String(isHere ? 0 : SETTLED_IN_STAGE), 'settled-for', 0);
  const segments = wholeNumber(values.segments, 'segments', 1);
  turnToTable(values);
  if (values.bucket !== undefined) process.env[STATEMENTS] = values.bucket;
  const key = values.key ?? (isHere ? join(readSettings(process.env).localDir, 'connector-key.pem') : undefined);
  const audited = {
    ...{ client: dynamoDb(), table: tableName(), now: await timeAtHand(values) },
    ...{ segments, settledFor: seconds * 1_000 },
    connectorKey: key === undefined ? undefined : readFileSync(key, 'utf8'),
    objects: process.env[STATEMENTS] === undefined ? undefined : { read: readObjectOfStatements },
    answers: values.answers === undefined ? undefined : answersOf(values.answers),
  };
  const audit = await (seconds > 0 ? auditLiveTable(audited, () => timeAtHand(values)) : auditTable(audited));
  console.log(reportOf(audit));
  if (!isSound(audit)) process.exitCode = 1;
} catch (error) {
  process.exitCode = 2;
  tellOf(error);
}
