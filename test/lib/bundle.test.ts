import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { bundleFunctions, projectDir } from '../../lib/bundle.ts';

const LARGEST_BUNDLE_BYTES = 450 * 1024;

const root = mkdtempSync(join(tmpdir(), 'bundle-'));
afterAll(() => rmSync(root, { recursive: true }));

function source(name: string, text: string): string {
  const file = join(root, `${name}.ts`);
  writeFileSync(file, text);
  return file;
}

/** In a process of its own with nothing but the bundle, as in Lambda. */
function run(directory: string): unknown {
  const program = `console.log(JSON.stringify(await (await import('./index.mjs')).handler()))`;
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', program], { cwd: directory, env: {} });
  return JSON.parse(output.toString());
}

describe('a bundle', () => {
  it('holds all that its function needs, CommonJS packages and Node modules among it', async () => {
    const signatures = join(projectDir, 'node_modules/http-message-signatures');
    const entry = source(
      'whole',
      `import { createHash } from 'node:crypto';
       import * as path from 'path';
       import os, { EOL } from 'node:os';
       import { httpbis } from '${signatures}';
       export const handler = async (): Promise<unknown> => ({
         digest: createHash('sha256').update('fen').digest('hex').slice(0, 8),
         joined: path.posix.join('a', 'b'),
         eol: EOL === os.EOL,
         signs: typeof httpbis.verifyMessage,
         later: typeof (await import('node:http')).request,
       });`,
    );

    const [bundled] = await bundleFunctions({ entries: { whole: entry }, outdir: join(root, 'whole') });

    expect(run(bundled?.directory ?? '')).toEqual({
      digest: createHash('sha256').update('fen').digest('hex').slice(0, 8),
      joined: 'a/b',
      eol: true,
      signs: 'function',
      later: 'function',
    });
  });

  it('has the same bytes every time, and tells its size', async () => {
    const entries = { same: source('same', 'export const handler = async () => [1, 2n].length;') };
    const [first] = await bundleFunctions({ entries, outdir: join(root, 'first') });
    const [second] = await bundleFunctions({ entries, outdir: join(root, 'second') });

    const [one, other] = [first, second].map((bundle) => readFileSync(join(bundle?.directory ?? '', 'index.mjs')));
    expect(one).toEqual(other);
    expect(first).toMatchObject({ handler: 'same', bytes: one?.length });
  });

  it('leaves nothing behind of a handler that is gone', async () => {
    const outdir = join(root, 'gone');
    mkdirSync(join(outdir, 'old'), { recursive: true });

    await bundleFunctions({ entries: { new: source('new', 'export const handler = async () => 1;') }, outdir });

    expect(existsSync(join(outdir, 'old'))).toBe(false);
    expect(existsSync(join(outdir, 'new/index.mjs'))).toBe(true);
  });

  it('is not made of a source that does not compile, and what was there stays', async () => {
    const outdir = join(root, 'new-and-broken');
    await bundleFunctions({ entries: { new: source('new', 'export const handler = async () => 1;') }, outdir });

    const broken = bundleFunctions({ entries: { new: source('broken', "import './nowhere.ts';") }, outdir });

    await expect(broken).rejects.toThrow('nowhere');
    expect(existsSync(join(outdir, 'new/index.mjs'))).toBe(true);
  });

  it('is made for every handler of the routes, and none is too large to start fast', async () => {
    const bundled = await bundleFunctions({ outdir: join(root, 'all') });

    expect(bundled.map(({ handler }) => handler)).toEqual([
      'acknowledgements',
      'authorizations',
      'captures',
      'claim-results',
      'claim-states',
      'claims',
      'claims-sweep',
      'coverages',
      'daily-close',
      'decisions',
      'dispute-list',
      'disputes',
      'due',
      'eligibility-checks',
      'enrolment-files',
      'enrolment-reports',
      'enrolments',
      'facts',
      'formularies',
      'health',
      'opened-disputes',
      'orders',
      'payment-advice',
      'pharmacy-orders',
      'plans',
      'pools',
      'prescription-voids',
      'prescriptions',
      'quotes',
      'reference',
      'remittances',
      'reversals',
      'settlement-accounts',
      'settlements',
      'statement-list',
      'statement-parts',
      'statements',
      'table-audit',
      'unknown-route',
      'voids',
      'webhook-deliveries',
    ]);
    for (const { handler, bytes } of bundled) expect(bytes, handler).toBeLessThanOrEqual(LARGEST_BUNDLE_BYTES);
  });
});
