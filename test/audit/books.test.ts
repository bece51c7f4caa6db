import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalText } from '../../audit/statements/canonical-text.ts';
import type { Manifest } from '../../audit/statements/manifest.ts';
import type { Item } from '../../audit/table/item.ts';
import { connectorKeys } from '../../lambdas/runtime/connector-keys.ts';
import { connectorSigner } from '../../lambdas/runtime/connector-signature.ts';
import type { Submitting } from '../support/submitting.ts';
import type { KeptTable } from './books-of-a-table.ts';
import { auditBooks, keptTable } from './books-of-a-table.ts';
import { closedWorld, DAYS } from './closed-world.ts';

let submitting: Submitting;
let kept: KeptTable;
beforeAll(async () => {
  submitting = await closedWorld();
  kept = await keptTable(submitting.connector);
}, 120_000);
afterAll(() => submitting.stop());

const [FIRST, SECOND, THIRD] = DAYS;
const BOOKS = [
  ...(['facts-gap-free', 'ledger-balanced', 'statements-tie', 'statement-chain', 'claims-end'] as const),
] as const;

/** What an audit finds in a table that was changed past the handlers. */
async function found(change: Partial<KeptTable>): Promise<readonly string[]> {
  const verdicts = await auditBooks({ ...kept, ...change });
  const findings = verdicts.flatMap(({ findings }) => findings);
  expect(findings.length).toBeGreaterThan(0);
  return [...new Set(findings.map(({ invariant }) => invariant))];
}

const keyOf = ({ pk, sk }: Item): string => `${pk?.S} ${sk?.S}`;

/** Puts something else into the place of the one item, at least, whose key matches; nothing: it is lost. */
function items(key: RegExp, change: (item: Item) => readonly Item[] = () => []): Partial<KeptTable> {
  const hit = kept.items.findIndex((item) => key.test(keyOf(item)));
  const item = kept.items[hit];
  if (item === undefined) throw new Error(`no item is ${key.source}`);
  return { items: kept.items.toSpliced(hit, 1, ...change(item)) };
}

const replaced = (name: string, from: RegExp, to: string) => (item: Item) => {
  const text = item[name]?.S ?? '';
  expect(text).toMatch(from);
  return [{ ...item, [name]: { S: text.replace(from, to) } }];
};

const lineOf = (orderNo: string, type = 0): RegExp => {
  const item = kept.items.find(
    ({ pk, l }) => pk?.S?.startsWith('BOOK#insurer-a') && l?.S?.startsWith(`[${type},`) && l.S.includes(`"${orderNo}"`),
  );
  return new RegExp(`^${item === undefined ? 'no such line' : keyOf(item).replaceAll('.', '\\.')}$`, 'u');
};

/** The first part of a statement with other text. */
function part(date: string, from: RegExp, to: string): Partial<KeptTable> {
  const key = `parts/insurer-a/${date}/00001.csv.gz`;
  const text = gunzipSync(kept.objects.get(key) ?? '').toString('utf8');
  expect(text).toMatch(from);
  return { objects: new Map([...kept.objects, [key, gzipSync(text.replace(from, to))]]) };
}

/** The manifest of a day with other content, signed as if it were right. */
async function manifest(date: string, over: Partial<Manifest>): Promise<Partial<KeptTable>> {
  const key = `manifests/insurer-a/${date}.json`;
  const { signature, ...before } = JSON.parse(kept.objects.get(key)?.toString('utf8') ?? '') as Manifest;
  const content = { ...before, ...over };
  const { sign } = connectorSigner(await connectorKeys());
  const value = sign(Buffer.from(canonicalText(content))).toString('base64');
  const text = JSON.stringify({ ...content, signature: { ...signature, value } });
  return { objects: new Map([...kept.objects, [key, Buffer.from(text)]]) };
}

describe('the books of a closed world', () => {
  it('are in order, and every invariant has looked at something', async () => {
    const verdicts = await auditBooks(kept);
    expect(verdicts.flatMap(({ findings }) => findings)).toEqual([]);
    const examined = new Map(verdicts.map((verdict) => [verdict.invariant, verdict.examined]));
    for (const invariant of BOOKS) expect([invariant, (examined.get(invariant) ?? 0) > 4]).toEqual([invariant, true]);
  });

  it('have all that is to be judged: late lines, disputes, pools, payments, and claims with every answer', () => {
    const keys = kept.items.map(keyOf).join('\n');
    for (const kind of ['TAKEN#', 'DISPUTE#', 'CLEARED#', 'REMITTED#', 'ACK#', 'DUE#claim', 'POOL#', 'BREAKER#'])
      expect(keys).toContain(kind);
    const claims = kept.items.flatMap(({ pk, c }) => (pk?.S?.startsWith('BOOK#') === true && c?.S ? [c.S[1]] : []));
    expect(new Set(claims)).toEqual(new Set(['1', '2', '3', '4']));
  });
});

describe('tampered with, a table gives the findings of what was broken and no others: facts-gap-free', () => {
  it.each([
    ['a line of a book is lost', () => items(lineOf('HX-10'))],
    [
      'a line of a book says another amount',
      () => items(lineOf('HX-3'), replaced('l', /1000,\[\["sponsor",1000\]\]/u, '999,[["sponsor",999]]')),
    ],
    [
      'a line is entered twice',
      () => items(lineOf('HX-4'), (item) => [item, { ...item, pk: { S: `BOOK#insurer-a#${SECOND}#0` } }]),
    ],
    [
      'a line stands in another shard',
      () => items(lineOf('HX-4'), (item) => [{ ...item, pk: { S: (item['pk']?.S ?? '').replace(/#\d+$/u, '#99') } }]),
    ],
    ['the index has lost a fact', () => items(/^ORDER#\S+ LINE#0001#insurer-b$/u)],
  ])('%s', async (_, change) => {
    expect(await found(change())).toEqual(['facts-gap-free']);
  });
});

describe('tampered with: ledger-balanced', () => {
  it.each([
    [
      'an account says another amount',
      () => items(/^ACCOUNT#hospital-a insurer-a#2026-06-15/u, replaced('a', /^\[(\d+),(\d+)/u, '[$1,1$2')),
    ],
    ['a day of an account is lost', () => items(/^ACCOUNT#hospital-b insurer-a#2026-06-15/u)],
    ['what cleared a day is lost', () => items(/ CLEARED#2026-06-15#0002$/u)],
    [
      'a remittance counts on another day',
      () => items(/ REMITTED#\S+#PAY-2$/u, (item) => [{ ...item, sk: { S: `REMITTED#${DAYS[3]}#PAY-2` } }]),
    ],
    [
      'an accepted dispute took off something else',
      () => items(/ DISPUTE#2026-06-15#/u, replaced('x', /,1000\]\]$/u, ',999]]')),
    ],
    ['a dispute is lost that took something off', () => items(/ DISPUTE#2026-06-15#/u)],
  ])('%s', async (_, change) => {
    expect(await found(change())).toEqual(['ledger-balanced']);
  });
});

describe('tampered with: statements-tie', () => {
  it.each([
    ['a line has another amount', () => part(FIRST, /(capture,[^\r]*debit,)6400,/u, '$16399,')],
    ['a line is gone', () => part(FIRST, /\d+,capture,[^\r]*\r\n/u, '')],
    [
      'the file is gone',
      () => ({ objects: new Map([...kept.objects].filter(([key]) => !key.startsWith(`parts/insurer-a/${THIRD}`))) }),
    ],
    ['a late line is not noted as taken up', () => items(/ TAKEN#/u)],
    [
      'a line stands in no statement',
      () => ({ insurers: kept.insurers.map((one) => ({ ...one, published: DAYS[4] })) }),
    ],
    [
      'what is kept at hand says something else',
      () => items(/^STATEMENTS#insurer-a STATEMENT#2026-06-17$/u, replaced('s', /"count":/u, '"count":1')),
    ],
  ])('%s', async (_, change) => {
    expect(await found(change())).toEqual(['statements-tie']);
  });
});

describe('tampered with: statement-chain', () => {
  it.each([
    ['a day is missing', async () => items(/^STATEMENTS#insurer-b STATEMENT#2026-06-16$/u)],
    ['the day before is not named', () => manifest(THIRD, { previousSha256: createHash('sha256').digest('hex') })],
    [
      'the signature is another one',
      async () => {
        const key = `manifests/insurer-a/${FIRST}.json`;
        const text = kept.objects.get(key)?.toString('utf8') ?? '';
        return { objects: new Map([...kept.objects, [key, Buffer.from(text.replace(/"value":"./u, '"value":"_'))]]) };
      },
    ],
    ['the key is another one', async () => ({ publicKeyPem: OTHER_KEY })],
  ])('%s', async (_, change) => {
    expect(await found(await change())).toEqual(['statement-chain']);
  });
});

const OTHER_KEY = `-----BEGIN PUBLIC KEY-----
MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=
-----END PUBLIC KEY-----`;

describe('tampered with: claims-end', () => {
  it.each([
    ['nobody was told of a refusal', () => items(/^EXCEPTION#/u)],
    ['the timer of a claim is lost', () => items(/^DUE#claim/u)],
    [
      'the sweep has passed a claim by',
      () => ({
        ...items(lineOf('HX-10'), ({ c: _, ...item }) => [item]),
        insurers: kept.insurers.map((one) => ({ ...one, sweptTo: kept.now })),
      }),
    ],
  ])('%s', async (_, change) => {
    expect(await found(change())).toEqual(['claims-end']);
  });
});
