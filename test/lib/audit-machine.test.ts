import { rmSync } from 'node:fs';
import { StateMachine } from 'aws-local-stepfunctions';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditTable } from '../../audit/audit-table.ts';
import type { AuditStep } from '../../audit/steps/audit-step.ts';
import { rangesOf } from '../../audit/steps/plan-audit.ts';
import { takeAuditStep } from '../../audit/steps/take-audit-step.ts';
import { AUDIT_STEPS } from '../../lib/audit-definition.ts';
import { synthesise } from '../../lib/synthesise.ts';
import { auditStep } from '../../lambdas/contracts/audit-step.ts';
import { connectorKeys } from '../../lambdas/runtime/connector-keys.ts';
import { connectorSigner } from '../../lambdas/runtime/connector-signature.ts';
import { getObject } from '../../lambdas/storage/object-store.ts';
import { templateResources } from '../../local/template/resources.ts';
import { loseLines } from '../support/book-faults.ts';
import { close } from '../support/closing.ts';
import { startQuietConnector } from '../support/checked-connector.ts';
import type { Connector } from '../support/connector.ts';
import { consultOrder } from '../support/documents.ts';
import { enrol, publish } from '../support/enrolment.ts';
import { fixtureBundles } from './fixture-bundles.ts';

const bundles = fixtureBundles();
const { template } = synthesise({ stage: 'prod', ...bundles });
const machines = templateResources(template)('AWS::StepFunctions::StateMachine');
const text = String(machines.find(({ logicalId }) => logicalId.startsWith('Audit'))?.property('DefinitionString'));
const definition = JSON.parse(text) as ConstructorParameters<typeof StateMachine>[0];

let connector: Connector;
const settled: string[] = [];
beforeAll(async () => {
  connector = await startQuietConnector({ direct: true });
  await publish(connector, 'P-1');
  await enrol(connector, 'M-1', 'P-1');
  for (const amount of [100, 200, 300]) {
    const order = consultOrder(`HX-${amount}`, 'M-1', amount);
    const { body } = await connector.as('hospital-a').request('POST', '/v1/settlements', order);
    settled.push(String(body['settlementId']));
  }
  await connector.deliverStreams();
  connector.setNow('2026-06-17T00:30:00+08:00');
  await close(connector);
});
afterAll(async () => {
  await connector.stop();
  rmSync(bundles.root, { recursive: true });
});

const objects = { read: async (key: string) => (await getObject('statements', key))?.content };

/** Runs the definition of the template; `files` are what its steps put aside. */
async function runAudit(files: Map<string, Uint8Array>): Promise<unknown> {
  let attempts = 0;
  const { publicKeyPem } = connectorSigner(await connectorKeys());
  const take = async (input: unknown): Promise<unknown> => {
    const asked = auditStep.parse(input) as AuditStep;
    const around = {
      ...{ client: connector.client, table: connector.tableName, settledFor: 0, attempt: String(attempts++), objects },
      files: {
        put: async (name: string, content: Uint8Array) => void files.set(name, content),
        get: async (name: string) => files.get(name),
      },
      connectorKey: async () => publicKeyPem,
    };
    const sized: AuditStep = asked.step === 'begin' ? { ...asked, segments: 3, buckets: 5 } : asked;
    return JSON.parse(JSON.stringify(await takeAuditStep(around, sized, connector.now())));
  };
  const local = new StateMachine(definition, { validationOptions: { checkPaths: true, checkArn: false } });
  const run = local.run(
    {},
    {
      context: { Execution: { Name: 'run-1' } },
      overrides: {
        taskResourceLocalHandlers: Object.fromEntries(AUDIT_STEPS.map((name) => [name, take as never])),
        retryIntervalOverrides: Object.fromEntries(AUDIT_STEPS.map((name) => [name, 0])),
      },
    },
  );
  return run.result;
}

describe('the audit of a stage', () => {
  it('looks at what an audit in one process looks at, and finds as much', async () => {
    const files = new Map<string, Uint8Array>();
    await runAudit(files);
    const summary = JSON.parse(Buffer.from(files.get('run-1/summary.json') ?? '').toString('utf8')) as {
      readonly verdicts: unknown;
    };
    const { publicKeyPem } = connectorSigner(await connectorKeys());
    const { client, tableName: table } = connector;
    const whole = await auditTable({ client, table, now: connector.now(), objects, connectorKey: publicKeyPem });
    expect(summary.verdicts).toEqual(whole.verdicts);
    expect(whole.verdicts.map(({ found }) => found)).toEqual(whole.verdicts.map(() => 0));
    const examined = new Map(whole.verdicts.map((verdict) => [verdict.invariant, verdict.examined]));
    for (const invariant of ['statements-tie', 'statement-chain', 'decisions-replay'] as const)
      expect([invariant, (examined.get(invariant) ?? 0) > 0]).toEqual([invariant, true]);
  });

  it('fails where it finds something, and tells what in its summary', async () => {
    const files = new Map<string, Uint8Array>();
    await loseLines(connector, settled[0] ?? '');
    await expect(runAudit(files)).rejects.toThrow();
    const summary = Buffer.from(files.get('run-1/summary.json') ?? '').toString('utf8');
    expect(summary).toContain(`${settled[0]} is not in the book of insurer-a`);
  });

  it('reads the statements of many years in no more steps than can be carried', () => {
    const chains = Array.from({ length: 60 }, (_, index) => ({
      ...{ insurerId: `insurer-${index}`, from: '2026-01-01', to: '2035-12-31' },
    }));
    const ranges = rangesOf(chains, 700);
    expect(ranges.length).toBeLessThanOrEqual(700);
    const ofOne = ranges.filter(({ insurerId }) => insurerId === 'insurer-7');
    expect([ofOne[0]?.from, ofOne.at(-1)?.to]).toEqual(['2026-01-01', '2035-12-31']);
    for (const [index, { from }] of ofOne.slice(1).entries())
      expect(Date.parse(from) - Date.parse(ofOne[index]?.to ?? '')).toBe(86_400_000);
    expect(rangesOf([{ insurerId: 'one', from: '2026-01-01', to: '2026-01-03' }])).toHaveLength(1);
  });
});

describe('the state machine of the audit', () => {
  it('reads and judges in executions of their own, and starts every week', () => {
    expect(text.match(/"Mode":"DISTRIBUTED"/gu)).toHaveLength(3);
    const [weekly] = templateResources(template)('AWS::Scheduler::Schedule');
    expect([weekly?.property('ScheduleExpression'), weekly?.property('ScheduleExpressionTimezone')]).toEqual([
      ...['cron(0 4 ? * SUN *)', 'Asia/Shanghai'],
    ]);
  });
});
