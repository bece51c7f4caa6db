import { generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { generateCredentials } from '../../local/partners/demo-partners.ts';
import { leftOver } from './fixtures/child.ts';
import type { Child } from './fixtures/child.ts';
import { childrenOfEachTest } from './fixtures/children.ts';

const { start, dir } = childrenOfEachTest();

describe('a start that cannot succeed says so in one sentence, and leaves nothing running', () => {
  async function refused(child: Child): Promise<string> {
    expect(await child.exit).toBe(1);
    expect(await leftOver(child.localDir)).toEqual([]);
    const lines = child.stderr().trimEnd().split('\n');
    expect(lines).toHaveLength(1);
    expect(child.stdout()).toBe('');
    return lines[0] ?? '';
  }

  it('port taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => {
      other.once('listening', resolve);
    });
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const sentence = await refused(start({ PORT: String(port) }));
    other.close();
    expect(sentence).toBe(`Port ${port} is taken by another program: stop that, or name another port in PORT.`);
  });

  it('PORT is no port', async () => {
    expect(await refused(start({ PORT: '99999' }))).toContain('PORT must be a port number');
  });

  it('DATA_DIR is a file', async () => {
    const file = join(dir(), 'file');
    writeFileSync(file, '');
    expect(await refused(start({ DATA_DIR: file }))).toContain('DATA_DIR cannot be used');
  });

  it('DATA_DIR holds a database that is none', async () => {
    const own = dir();
    writeFileSync(
      join(own, 'dynamodb.sqlite'),
      'this is no database, and longer than a header of one would be: '.repeat(20),
    );
    expect(await refused(start({ DATA_DIR: own }))).toContain('DynamoDB engine');
  });

  it.each(['DATA_DIR', 'LOCAL_DIR'])('%s is where no directory can be made', async (variable) => {
    // Node's recursive mkdir never comes back from there
    expect(await refused(start({ [variable]: '/proc/no/where' }))).toMatch(
      /\/proc\/no\/where.* cannot be used|DATA_DIR cannot be used/,
    );
  });

  it('DATA_DIR is in use by another run', async () => {
    const own = dir();
    await start({ DATA_DIR: own }).ready();
    expect(await refused(start({ DATA_DIR: own }))).toContain('in use by another run');
  });

  it('no engine for this platform', async () => {
    const own = dir();
    const preload = join(own, 'other-platform.mjs');
    writeFileSync(preload, `Object.defineProperty(process, 'arch', { value: 'mips' });`);
    const sentence = await refused(start({ NODE_OPTIONS: `--import=${preload}` }));
    expect(sentence).toContain('@dynoxide/linux-mips');
    expect(sentence).toContain('DYNAMODB_ENDPOINT');
  });

  it('credentials that cannot be read', async () => {
    const own = dir();
    mkdirSync(own, { recursive: true });
    writeFileSync(join(own, 'credentials.json'), '{');
    expect(await refused(start({ LOCAL_DIR: own }))).toContain('credentials cannot be read');
  });

  const pemOf = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }).toString();
  it.each([
    ['a key id of another', { keyId: 'hospital-b/first' }, 'keyId of hospital-a must be of the form hospital-a/<name>'],
    ['a key id without a name', { keyId: 'hospital-a' }, 'keyId of hospital-a'],
    ['a kind that is none', { kind: 'clinic' }, 'kind of hospital-a must be one of hospital, pharmacy, insurer'],
    ['no key', { privateKeyPem: '' }, 'hospital-a are not complete'],
    [
      'a webhook secret that is none',
      { webhookSecret: 'whsec_c2hvcnQ=' },
      'webhookSecret of hospital-a must be whsec_ and the base64 of 24 to 64 bytes',
    ],
    ['a PEM that is none', { privateKeyPem: 'PEM' }, 'privateKeyPem of hospital-a cannot be read as a private key'],
    [
      'a key of another type',
      { privateKeyPem: pemOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey) },
      'must be an ed25519 or RSA key, not ec',
    ],
    [
      'a short RSA key',
      { privateKeyPem: pemOf(generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey) },
      'has 1024 bits',
    ],
  ])('credentials with %s', async (_, change, sentence) => {
    const own = dir();
    const partners = generateCredentials().map((one) => (one.partnerId === 'hospital-a' ? { ...one, ...change } : one));
    writeFileSync(join(own, 'credentials.json'), JSON.stringify({ partners }));
    expect(await refused(start({ LOCAL_DIR: own }))).toContain(sentence);
  });
});
