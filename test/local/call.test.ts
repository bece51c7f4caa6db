import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLocalMode } from '../../local/local-mode.ts';
import type { LocalMode } from '../../local/local-mode.ts';
import { removeDir, temporaryDir } from './fixtures/child.ts';
import { smallStack } from './fixtures/stack.ts';

const PROGRAM = fileURLToPath(new URL('../../local/call.ts', import.meta.url));

describe('npm run call', () => {
  const localDir = temporaryDir();
  let connector: LocalMode;
  beforeAll(async () => {
    connector = await startLocalMode({ port: 0, dataDir: undefined, localDir }, async () => smallStack);
  });
  afterAll(async () => {
    await connector.stop();
    removeDir(localDir);
  });

  const call = (args: string[], env: NodeJS.ProcessEnv = {}) =>
    new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
      const all = { ...process.env, PORT: connector.base.port, LOCAL_DIR: localDir, ...env };
      const child = execFile(process.execPath, [PROGRAM, ...args], { env: all }, (_, stdout, stderr) => {
        resolve({ code: child.exitCode ?? -1, stdout, stderr });
      });
    });

  it('signs with the product’s clock and prints the answer', async () => {
    await fetch(new URL('/_local/clock', connector.base), { method: 'PUT', body: '{"now":"2020-01-01T00:00:00Z"}' });
    const { code, stdout, stderr } = await call(['hospital-a', 'put', '/echo/items/1?a=b', '{"x":1}']);
    expect(code).toBe(0);
    expect(stderr).toBe('HTTP 200\n');
    const { event } = JSON.parse(stdout) as {
      event: { headers: Record<string, string>; body: string; routeKey: string };
    };
    expect(event).toMatchObject({ routeKey: 'PUT /echo/items/{item}', body: '{"x":1}' });
    expect(event.headers['signature-input']).toMatch(
      /^sig1=\("@method" "@authority" "@path" "@query" "content-digest"\);created=15778368\d\d;nonce="[^"]+";keyid="hospital-a\/first";alg="ed25519"$/,
    );
  });

  it('sends a file', async () => {
    const file = join(localDir, 'body.json');
    writeFileSync(file, '{"from":"a file"}');
    const { stdout } = await call(['insurer-a', 'POST', '/echo/a', `@${file}`]);
    expect(JSON.parse(stdout)).toMatchObject({ event: { body: '{"from":"a file"}' } });
  });

  it('sends a file of lines as what it is', async () => {
    const file = join(localDir, 'body.ndjson');
    writeFileSync(file, '{"a":1}\n{"a":2}\n');
    const { stdout } = await call(['insurer-a', 'POST', '/echo/a', `@${file}`]);
    const { event } = JSON.parse(stdout) as { event: { headers: Record<string, string>; body: string } };
    expect(event.headers['content-type']).toBe('application/x-ndjson');
    expect(Buffer.from(event.body, 'base64').toString()).toBe('{"a":1}\n{"a":2}\n');
  });

  it('shows a problem and ends with status 1', async () => {
    const { code, stdout, stderr } = await call(['hospital-a', 'GET', '/nothing']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^HTTP 404\nconnector-request-id: \S+\n$/);
    expect(JSON.parse(stdout)).toMatchObject({ code: 'route.unknown' });
  });

  it.each([
    [['nobody', 'GET', '/x'], {}, 'There is no partner nobody'],
    [['hospital-a', 'GET'], {}, 'usage:'],
    [['hospital-a', 'FETCH', '/x'], {}, 'usage:'],
    [['hospital-a', 'GET', '/x', '{}'], {}, 'A GET request has no body'],
    [['hospital-a', 'PUT', '/x', '{"a":', '1}'], {}, 'too many arguments, from "1}" on'],
    [['hospital-a', 'PUT', '/x', 'body.json'], {}, 'is the @ before the name of a file missing?'],
    [['hospital-a', 'GET', '//127.0.0.1:9/x'], {}, 'The path //127.0.0.1:9/x leads away'],
    [['hospital-a', 'GET', '/\\127.0.0.1:9/x'], {}, 'leads away'],
    [['hospital-a', 'GET', '/\t/127.0.0.1:9/x'], {}, 'leads away'],
    [['hospital-a', 'PUT', '/x', '@nowhere.json'], {}, 'cannot be read from nowhere.json'],
    [['hospital-a', 'GET', '/x'], { PORT: '1' }, 'Nothing answers at http://127.0.0.1:1'],
    [['hospital-a', 'GET', '/x'], { LOCAL_DIR: '/nonexistent' }, 'credentials cannot be read'],
  ])('%j with %j says what is wrong and ends with status 2', async (args, env, sentence) => {
    const { code, stderr } = await call(args, env);
    expect(code).toBe(2);
    expect(stderr).toContain(sentence);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});
