import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { leftOver, processesOf } from './fixtures/child.ts';
import { childrenOfEachTest } from './fixtures/children.ts';

const { start, dir } = childrenOfEachTest();

const put = (base: string, name: string) =>
  fetch(`${base}/notes/${name}`, { method: 'PUT', body: name, headers: { 'content-type': 'text/plain' } });
const get = async (base: string, name: string) => (await fetch(`${base}/notes/${name}`)).text();

describe('start', () => {
  it('says last where it is ready, and answers there', async () => {
    const child = start();
    const base = await child.ready();
    expect(child.stdout().trimEnd().split('\n').at(-1)).toBe(`ready ${base}`);
    expect((await fetch(`${base}/echo/a`)).status).toBe(200);
  });

  it('listens on the loopback interface only', async () => {
    const { port } = new URL(await start().ready());
    const listening = execFileSync('cat', ['/proc/net/tcp', '/proc/net/tcp6']).toString();
    const local = listening.match(
      new RegExp(`[0-9A-F]+:${Number(port).toString(16).toUpperCase().padStart(4, '0')} 0+:0000`, 'g'),
    );
    expect(local?.map((entry) => entry.split(':')[0])).toEqual(['0100007F']);
  });

  it('keeps the partners keys, readable by their owner only, from one start to the next', async () => {
    const first = start();
    await first.ready();
    const file = join(first.localDir, 'credentials.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const keys = execFileSync('cat', [file]).toString();
    first.process.kill('SIGTERM');
    await first.exit;
    await start({ LOCAL_DIR: first.localDir }).ready();
    expect(execFileSync('cat', [file]).toString()).toBe(keys);
  });
});

describe('stop', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s ends it cleanly within two seconds', async (signal) => {
    const child = start();
    const base = await child.ready();
    await put(base, 'warm');
    const began = Date.now();
    child.process.kill(signal);
    expect(await child.exit).toBe(0);
    expect(Date.now() - began).toBeLessThan(2_000);
    expect(await leftOver(child.localDir)).toEqual([]);
    expect(child.stderr()).toBe('');
    expect(readdirSync(child.localDir).filter((name) => name.startsWith('run-'))).toEqual([]);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('%s ends it in the middle of its start', async (signal) => {
    const child = start();
    while (processesOf(child.localDir).length < 2) await sleep(5);
    child.process.kill(signal);
    expect([0, signal]).toContain(await child.exit);
    expect(await leftOver(child.localDir)).toEqual([]);
    expect(child.stdout()).toBe('');
  });

  it('SIGTERM ends a start that hangs', async () => {
    const child = start({}, new URL('./fixtures/hanging-start.ts', import.meta.url).pathname);
    while (!child.stdout().includes('hangs')) await sleep(5);
    child.process.kill('SIGTERM');
    expect(await child.exit).toBe('SIGTERM');
  });

  it('kill -9 takes the engine and the insurer with it', async () => {
    const child = start();
    await child.ready();
    const commandLines = processesOf(child.localDir).map(({ commandLine }) => commandLine);
    expect(commandLines).toContainEqual(expect.stringMatching(/^\S*dynoxide serve/));
    expect(commandLines).toContainEqual(expect.stringMatching(/^\S*node \S*insurer\/main\.ts/));
    child.process.kill('SIGKILL');
    await child.exit;
    expect(await leftOver(child.localDir)).toEqual([]);
  });

  it('kill -9 of npm and its shell ends what they had started', async () => {
    const child = start({ npm_lifecycle_event: 'start' }, new URL('./fixtures/npm-like.ts', import.meta.url).pathname);
    await child.ready();
    child.process.kill('SIGKILL');
    await child.exit.catch(() => {});
    expect(await leftOver(child.localDir, 3_000)).toEqual([]);
  });

  it('ends with a sentence when the engine dies', async () => {
    const child = start();
    await child.ready();
    const engine = processesOf(child.localDir).find(({ commandLine }) => /^\S*dynoxide serve/.test(commandLine));
    if (engine) process.kill(engine.pid, 'SIGKILL');
    expect(await child.exit).toBe(1);
    expect(child.stderr().trim()).toBe('The embedded DynamoDB engine ended by itself.');
    expect(await leftOver(child.localDir)).toEqual([]);
  });
});

describe('DATA_DIR', () => {
  it('loses nothing that was answered to a kill -9', async () => {
    const env = { DATA_DIR: dir() };
    const first = start(env);
    const base = await first.ready();
    const answered: string[] = [];
    const writer = (async () => {
      for (let n = 0; n < 10_000; n++) {
        const response = await put(base, `note-${n}`).catch(() => undefined);
        if (!response?.ok) return;
        answered.push(`note-${n}`);
        if (n === 50) first.process.kill('SIGKILL');
      }
    })();
    expect(await first.exit).toBe('SIGKILL');
    await writer;
    expect(answered.length).toBeGreaterThan(50);

    const again = await start({ ...env, LOCAL_DIR: first.localDir }).ready();
    for (const name of answered) expect(await get(again, name)).toBe(name);
  });

  it('without it, a restart begins anew', async () => {
    const first = start();
    await put(await first.ready(), 'a');
    first.process.kill('SIGTERM');
    await first.exit;
    const again = await start({ LOCAL_DIR: first.localDir }).ready();
    expect((await fetch(`${again}/notes/a`)).status).toBe(404);
  });
});
