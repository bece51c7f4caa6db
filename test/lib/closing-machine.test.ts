import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rmSync } from 'node:fs';
import { StateMachine } from 'aws-local-stepfunctions';
import { synthesise } from '../../lib/synthesise.ts';
import { templateResources } from '../../local/template/resources.ts';
import { workflowDefinitions } from '../../local/template/work-definitions.ts';
import { takeStep } from '../support/closing.ts';
import { type Connector, startConnector } from '../support/connector.ts';
import { consultOrder, consultPlan, coverageOf } from '../support/documents.ts';
import { closeByScript, newObjects } from '../support/scripted-closing.ts';
import { tableMemory } from '../support/statements-table.ts';
import { fixtureBundles } from './fixture-bundles.ts';

const bundles = fixtureBundles();
const { template } = synthesise({ stage: 'prod', ...bundles });
const resources = templateResources(template);
const [machine] = resources('AWS::StepFunctions::StateMachine');
const definition = JSON.parse(String(machine?.property('DefinitionString'))) as ConstructorParameters<
  typeof StateMachine
>[0];

type Step = (input: unknown) => Promise<unknown>;

/** Runs the definition of the template with every task given to `take`: what it is asked is what its state says. */
async function runMachine(take: Step, input: object): Promise<unknown> {
  const names = ['List', 'ListThrough', 'Begin', 'Freeze', 'Write', 'Publish', 'Conclude'];
  const local = new StateMachine(definition, { validationOptions: { checkPaths: true, checkArn: false } });
  const run = local.run(input as never, {
    overrides: {
      taskResourceLocalHandlers: Object.fromEntries(names.map((name) => [name, take as never])),
      retryIntervalOverrides: Object.fromEntries(names.map((name) => [name, 0])),
    },
  });
  return run.result;
}

let connector: Connector;

beforeAll(async () => {
  connector = await startConnector({ direct: true });
  const insurer = connector.as('insurer-a');
  await insurer.request('PUT', '/v1/plans/P-1/versions/1', consultPlan('P-1'));
  await insurer.request('PUT', '/v1/coverages/C-1', coverageOf('M-1', 'P-1'));
  for (const amount of [100, 200, 300]) {
    await connector.as('hospital-a').request('POST', '/v1/settlements', consultOrder(`HX-${amount}`, 'M-1', amount));
  }
  await connector.deliverStreams();
  connector.setNow('2026-06-17T00:30:00+08:00');
});

afterAll(async () => {
  await connector.stop();
  rmSync(bundles.root, { recursive: true });
});

const written = async (objects: ReturnType<typeof newObjects>) => [[...objects.manifests], [...objects.parts]];

describe('the state machine of the template', () => {
  it('starts at 00:30 Asia/Shanghai, and is known to local mode', () => {
    expect(workflowDefinitions(resources)).toEqual([
      { functionId: expect.stringMatching(/^DailyCloseFunction/u) as string, dailyAt: [16, 30] },
    ]);
  });

  it('leaves the same bytes as the local driver', async () => {
    const restore = await tableMemory(connector);
    const local = newObjects();
    await closeByScript(connector, local);
    await restore();

    await runMachine((step) => takeStep(connector, step as object), {});
    const read = (path: string) => connector.as('insurer-a').request('GET', path);
    const manifest = await read('/v1/statements/2026-06-15');
    const part = await read('/v1/statements/2026-06-15/parts/1');
    expect(await written(local)).toEqual([
      [['insurer-a 2026-06-15', manifest.text]],
      [['insurer-a 2026-06-15 1', part.text]],
    ]);
    expect(await read('/v1/statements/2026-06-16')).toMatchObject({ status: 200, body: { count: 0, opening: 600 } });
  });

  it('closes through a date that it is given', async () => {
    const asked: unknown[] = [];
    await runMachine(
      async (step) => {
        asked.push(step);
        return (step as { step: string }).step === 'list' ? { insurers: [] } : {};
      },
      { businessDate: '2026-06-15' },
    );
    expect(asked).toEqual([
      { step: 'list', businessDate: '2026-06-15' },
      { step: 'conclude', closings: [] },
    ]);
  });

  it('closes the other insurers where one cannot be, and fails in the end', async () => {
    const asked: { readonly step: string; readonly insurerId?: string; readonly closings?: unknown }[] = [];
    const slice = { businessDate: '2026-06-15', slice: 0 };
    const days = new Map([
      ['one', 1],
      ['other', 1],
    ]);
    const take: Step = async (input) => {
      const step = input as (typeof asked)[number];
      asked.push(step);
      const { insurerId = '' } = step;
      if (step.step === 'list')
        return { insurers: [...days.keys()].map((id) => ({ insurerId: id, through: '2026-06-15' })) };
      if (step.step === 'begin') {
        const left = days.get(insurerId) ?? 0;
        days.set(insurerId, left - 1);
        const of = { insurerId, through: '2026-06-15' };
        return left > 0
          ? { ...of, state: 'slices', businessDate: '2026-06-15', slices: [{ insurerId, ...slice }] }
          : { ...of, state: 'done' };
      }
      if (step.step === 'freeze' && insurerId === 'one') throw new Error('not complete');
      if (step.step === 'conclude') throw new Error('not closed');
      return step.step === 'publish' ? { insurerId, through: '2026-06-15' } : null;
    };
    await expect(runMachine(take, {})).rejects.toThrow();
    expect(asked.filter(({ insurerId }) => insurerId === 'other').map(({ step }) => step)).toEqual([
      ...['begin', 'freeze', 'write', 'publish', 'begin'],
    ]);
    expect(asked.filter(({ step, insurerId }) => step === 'freeze' && insurerId === 'one')).toHaveLength(11);
    expect(asked.at(-1)?.closings).toEqual([
      { insurerId: 'one', state: 'failed' },
      { insurerId: 'other', state: 'done' },
    ]);
  }, 60_000);
});
