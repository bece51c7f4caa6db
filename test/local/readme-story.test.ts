import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shanghaiDate } from '../../lambdas/domain/calendar.ts';
import { traceAnswer } from '../../lambdas/contracts/trace-answer.ts';
import { startLocalMode } from '../../local/local-mode.ts';
import type { LocalMode } from '../../local/local-mode.ts';
import type { ReceivedWebhook } from '../../local/webhooks/webhook-receiver.ts';
import { buildStack } from '../../local/stack-build.ts';
import { removeDir, temporaryDir } from './fixtures/child.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const COMMAND = /^npm run -s call -- (.+)$/gm;

interface Answered {
  readonly status: string;
  readonly replayed: boolean;
  readonly text: string;
  readonly body: Readonly<Record<string, unknown>>;
}

interface RefusedLine {
  readonly lines: readonly [
    { readonly reasons: readonly [{ readonly code: string; readonly zh: string; readonly en: string }] },
  ];
}

describe('the story of the README, as it is typed', () => {
  const localDir = temporaryDir();
  const commands = [...readFileSync(`${ROOT}/README.md`, 'utf8').matchAll(COMMAND)].map(([, words = '']) =>
    words.replaceAll("'", ''),
  );
  let connector: LocalMode;
  beforeAll(async () => {
    connector = await startLocalMode({ port: 0, dataDir: undefined, localDir }, buildStack);
  }, 60_000);
  afterAll(async () => {
    await connector.stop();
    removeDir(localDir);
  });

  const call = (words: string) =>
    new Promise<Answered>((resolve) => {
      const env = { ...process.env, PORT: connector.base.port, LOCAL_DIR: localDir };
      const args = [`${ROOT}/local/call.ts`, ...words.split(' ')];
      execFile(process.execPath, args, { cwd: ROOT, env }, (_, text, said) => {
        const [status = ''] = said.split('\n');
        resolve({
          status,
          replayed: said.includes('connector-replayed: true'),
          text,
          body: JSON.parse(text) as Answered['body'],
        });
      });
    });

  it('publishes, enrols, asks, settles for 0, answers the same again, and says why when the limit runs out', async () => {
    const answers: Answered[] = [];
    for (const words of commands) answers.push(await call(words));
    expect(answers.map(({ status }) => status)).toEqual([
      ...['HTTP 201', 'HTTP 201', 'HTTP 200', 'HTTP 201', 'HTTP 201', 'HTTP 201', 'HTTP 200', 'HTTP 200'],
    ]);
    const [, , eligible, first, again, second, read, traced] = answers;
    expect(eligible?.body).toMatchObject({ coverages: [{ benefits: [{ limits: [{ remaining: 10_000 }] }] }] });
    expect(first?.body).toMatchObject({ decision: 'approved', totals: { insurer: 6_000, patient: 0 } });
    expect([again?.text, again?.replayed, first?.replayed]).toEqual([first?.text, true, false]);
    const readme = readFileSync(`${ROOT}/README.md`, 'utf8').replaceAll(/\s+/g, ' ');
    expect(second?.body).toMatchObject({ decision: 'partial', totals: { insurer: 4_000, patient: 2_000 } });
    const refused = second?.body as unknown as RefusedLine | undefined;
    const reason = refused?.lines[0].reasons[0];
    expect(readme).toContain(`\`${reason?.code}\`: ${reason?.zh} · ${reason?.en}.`);
    expect(read?.body).toMatchObject({ orderNo: 'HX20261121000124', status: 'settled' });
    const { steps, differences } = traceAnswer.parse(traced?.body['trace']);
    const limit = steps.find(({ step }) => step === 'reduce-limit');
    expect([limit?.asked?.value, limit?.against?.value, limit?.answered.value]).toEqual([6_000, 4_000, 2_000]);
    expect(differences).toEqual([]);
  }, 60_000);

  it('makes its decisions again', async () => {
    const env = { ...process.env, LOCAL_DIR: localDir };
    const { stdout } = await promisify(execFile)(process.execPath, [`${ROOT}/tools/replay.ts`], { cwd: ROOT, env });
    expect(stdout).toBe('2 decisions made again, 0 differ\n');
  });

  it('has told the hospital of both orders, and shows so', async () => {
    await fetch(new URL('/_local/drain', connector.base), { method: 'POST' });
    const heard = (await (await fetch(new URL('/_local/webhooks', connector.base))).json()) as ReceivedWebhook[];
    expect(heard.map(({ partnerId, verified, status }) => [partnerId, verified, status])).toEqual([
      ['hospital-a', true, 200],
      ['hospital-a', true, 200],
    ]);
    const env = { ...process.env, PORT: connector.base.port, LOCAL_DIR: localDir };
    const words = ['list', '--partner', 'hospital-a'];
    const program = `${ROOT}/tools/deliveries.ts`;
    const { stdout } = await promisify(execFile)(process.execPath, [program, ...words], { cwd: ROOT, env });
    expect(stdout.match(/order\.settled +HX\d+ +delivered +1 +200/gu)).toHaveLength(2);
  });

  it('has submitted a claim for each order, and closes the day into a statement that ties', async () => {
    const at = (path: string) => new URL(path, connector.base);
    const claims = (await (await fetch(at('/_local/insurer/claims'))).json()) as { readonly submissions: number }[];
    expect(claims.map(({ submissions }) => submissions)).toEqual([1, 1]);

    const { now } = (await (await fetch(at('/_local/clock'))).json()) as { readonly now: string };
    const day = shanghaiDate(Date.parse(now));
    const moved = await fetch(at('/_local/clock'), { method: 'PUT', body: JSON.stringify({ advanceSeconds: 90_000 }) });
    expect(moved.status).toBe(200);
    const env = { ...process.env, PORT: connector.base.port, LOCAL_DIR: localDir };
    const statement = (...words: readonly string[]) =>
      promisify(execFile)(process.execPath, [`${ROOT}/tools/statement.ts`, ...words], { cwd: ROOT, env });
    const into = `${localDir}/statements`;
    await statement('download', day, day, '--as', 'insurer-a', '--into', into);
    const { stdout } = await statement('verify', into, '--key', `${localDir}/connector-key.pem`);
    expect(stdout).toBe(`${day}: 2 lines, all in order\n`);
  }, 60_000);

  it('has no product to look into once it has stopped', async () => {
    const env = { ...process.env, LOCAL_DIR: temporaryDir() };
    const asked = promisify(execFile)(process.execPath, [`${ROOT}/tools/replay.ts`], { cwd: ROOT, env });
    await expect(asked).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining('no product runs here') as string,
    });
  });
});
