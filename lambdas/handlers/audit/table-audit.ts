import { randomUUID } from 'node:crypto';
import type { AuditStep } from '../../../audit/steps/audit-step.ts';
import { takeAuditStep } from '../../../audit/steps/take-audit-step.ts';
import { auditStep } from '../../contracts/audit-step.ts';
import { connectorKeys } from '../../runtime/connector-keys.ts';
import { connectorSigner } from '../../runtime/connector-signature.ts';
import { workflowHandler } from '../../runtime/workflow-shell.ts';
import { dynamoDb, tableName } from '../../storage/dynamodb-client.ts';
import { getObject, putOnce } from '../../storage/object-store.ts';

/** What a stage has written is whole for every reader by then: streams and queues are through with it. */
const SETTLED_MS = 15 * 60_000;

const under = (name: string): string => `audits/${name}`;

const take = (step: AuditStep, now: number): Promise<unknown> =>
  takeAuditStep(
    {
      ...{ client: dynamoDb(), table: tableName(), settledFor: SETTLED_MS, attempt: randomUUID() },
      objects: { read: async (key) => (await getObject('statements', key))?.content },
      files: {
        put: async (name, content) => {
          await putOnce('enrolments', under(name), content, { contentType: 'application/octet-stream' });
        },
        get: async (name) => (await getObject('enrolments', under(name)))?.content,
      },
      connectorKey: async () => connectorSigner(await connectorKeys()).publicKeyPem,
    },
    step,
    now,
  );

export const handler = workflowHandler({ name: 'table-audit', schema: auditStep, handle: take });
