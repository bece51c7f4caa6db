import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXCEPTION_KINDS } from '../../lambdas/domain/exception.ts';
import { exceptionId } from '../../lambdas/storage/exception-item.ts';
import { exceptionWrite } from '../../lambdas/storage/exception-register.ts';
import { transact } from '../../lambdas/storage/transact.ts';
import { exceptionReport } from '../../tools/exception-words.ts';
import { exceptionsCommand } from '../../tools/exceptions-command.ts';
import { Refusal } from '../../tools/refusal.ts';
import type { Connector } from '../support/connector.ts';
import { startConnector } from '../support/connector.ts';
import { exceptionOf } from '../support/exceptions.ts';

const program = fileURLToPath(new URL('../../tools/exceptions.ts', import.meta.url));
const late = exceptionOf('HX-1');
const handedOut = exceptionOf('HX-2', {
  kind: 'dispensed-against-voided',
  owner: { role: 'pharmacy', partnerId: 'pharmacy-a' },
  openedAt: Date.parse('2026-06-15T11:00:00+08:00'),
});

let connector: Connector;
beforeAll(async () => {
  connector = await startConnector();
  for (const opening of [late, handedOut]) await transact(Promise.resolve(), [exceptionWrite(opening)]);
});
afterAll(() => connector.stop());

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly said: string;
}

const exceptions = (...words: readonly string[]) => run([...words, '--table', connector.tableName]);

function run(words: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...words], { env: { ...process.env, ...env } }, (error, out, said) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, said });
    });
  });
}
const ordersIn = ({ out }: Outcome) => [...out.matchAll(/HX-\d/g)].map(([orderNo]) => orderNo);

describe('npm run exceptions', () => {
  it('lists what is open, the oldest first, of an owner where one is asked for', async () => {
    const [all, hospitals, pharmacyB] = await Promise.all([
      exceptions('list'),
      exceptions('list', '--owner', 'hospital'),
      exceptions('list', '--partner', 'pharmacy-b'),
    ]);
    expect(ordersIn(all)).toEqual(['HX-2', 'HX-1']);
    expect(all.out).toContain('2026-06-15T11:00:00.000+08:00');
    expect(ordersIn(hospitals)).toEqual(['HX-1']);
    expect(pharmacyB).toEqual({ code: 0, out: 'none open\n', said: '' });
  });

  it('shows one with what has happened, and resolves it once', async () => {
    const id = exceptionId(handedOut);
    const shown = await exceptions('show', id);
    expect(shown.out).toContain('"state": "open"');
    expect(shown.out).toContain('The pharmacy dispensed against a voided hold or prescription.');

    const resolve = () => exceptions('resolve', id, '--note', 'called back', '--by', 'duty');
    const resolved = await resolve();
    expect([resolved.code, resolved.out]).toEqual([0, expect.stringMatching(/^resolved\n.*"note": "called back"/s)]);
    expect(await resolve()).toMatchObject({ code: 1, said: expect.stringContaining('was resolved before') as string });
    expect(ordersIn(await exceptions('list'))).toEqual(['HX-1']);
    expect(ordersIn(await exceptions('list', '--state', 'resolved'))).toEqual(['HX-2']);
  });

  it('says that there is none of an id', async () => {
    const [shown, resolved] = await Promise.all([
      exceptions('show', 'EX-none'),
      exceptions('resolve', 'EX-none', '--note', 'x'),
    ]);
    for (const outcome of [shown, resolved]) {
      expect(outcome).toEqual({ code: 1, out: '', said: 'refused: there is no exception EX-none\n' });
    }
  });

  it('looks into the stage or the table that is named, or into the product that runs here', async () => {
    const [nowhere, both, unknown] = await Promise.all([
      run(['list'], { LOCAL_DIR: '/nowhere' }),
      exceptions('list', '--stage', 'dev'),
      run(['list', '--stage', 'production']),
    ]);
    expect(nowhere.said).toContain('no product runs here');
    expect(both.said).toContain('not both');
    expect(unknown.said).toContain('there is no stage production');
  });

  it.each([
    [['close', 'EX-1'], 'command'],
    [['show'], 'exceptionId'],
    [['list', 'EX-1'], 'exceptionId'],
    [['list', '--state', 'new'], 'state'],
    [['list', '--owner', 'insurer'], 'owner'],
    [['resolve', 'EX-1'], 'note'],
    [['resolve', 'EX-1', '--note', ' '], 'note'],
    [['resolve', 'EX-1', '--note', 'x'.repeat(501)], 'note'],
    [['resolve', 'EX-1', '--note', 'called', 'back'], 'quotes'],
    [['show', 'EX 1'], 'exceptionId'],
    [['list', '--force'], "Unknown option '--force'"],
  ])('refuses %j and says why', (words, reason) => {
    expect(() => exceptionsCommand(words)).toThrow(reason);
    expect(() => exceptionsCommand(words)).toThrow(Refusal);
  });

  it('takes what is open, and the name of the account, where nothing else is said', () => {
    expect(exceptionsCommand(['list'])).toMatchObject({ state: 'open' });
    expect(exceptionsCommand(['resolve', 'EX-1', '--note', 'x'])).toMatchObject({
      by: expect.stringMatching(/./) as string,
    });
  });

  it('has words for every kind', () => {
    const reports = EXCEPTION_KINDS.map((kind) =>
      exceptionReport({ ...late, kind, exceptionId: 'EX-1', resolution: undefined })
        .split('}\n')
        .at(-1),
    );
    expect(new Set(reports).size).toBe(EXCEPTION_KINDS.length);
    for (const words of reports) expect(words?.split('\n')).toHaveLength(2);
  });
});
