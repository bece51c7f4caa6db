import { GetObjectCommand, NoSuchKey, S3Client } from '@aws-sdk/client-s3';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readAnswers } from '../../audit/answers.ts';
import type { Audit } from '../../audit/audit-table.ts';
import { auditTable } from '../../audit/audit-table.ts';
import { bucketVariable } from '../../lambdas/runtime/env.ts';
import { tableNameOf } from '../../lib/stage-config.ts';
import { engineClient } from '../../local/engines/engine-client.ts';
import { LOCAL_REGION } from '../../local/engines/engine-env.ts';
import { readEnvironment } from '../../local/environment-file.ts';

interface Loaded {
  readonly localDir: string;
  /** the product's time, epoch milliseconds */
  readonly now: number;
  readonly journalFile: string;
}

/** Audits the table of a product that runs here and has come to rest, with its statements and what its partners were answered. */
export async function auditLoad({ localDir, now, journalFile }: Loaded): Promise<Audit> {
  const environment = readEnvironment(localDir);
  if (environment === undefined) throw new Error(`no product runs with ${localDir}`);
  const of = (name: string) => environment[name] ?? '';
  const client = engineClient(of('AWS_ENDPOINT_URL_DYNAMODB'));
  const s3 = new S3Client({
    ...{ endpoint: of('AWS_ENDPOINT_URL_S3'), region: LOCAL_REGION, forcePathStyle: true },
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  try {
    return await auditTable({
      ...{ client, table: tableNameOf('local'), now },
      objects: { read: (key) => readObject(s3, of(bucketVariable('statements')), key) },
      connectorKey: readFileSync(join(localDir, 'connector-key.pem'), 'utf8'),
      answers: readAnswers(journalFile),
    });
  } finally {
    client.destroy();
    s3.destroy();
  }
}

/** The bytes as they were put: `fetch` would unpack what is stored packed. */
async function readObject(s3: S3Client, bucket: string, key: string): Promise<Uint8Array | undefined> {
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return await Body?.transformToByteArray();
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined;
    throw error;
  }
}
