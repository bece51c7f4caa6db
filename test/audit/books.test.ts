import { createHash } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerEvidence, answerLine, readAnswers } from '../../audit/answers.ts';
import type { HeldAnswer } from '../../audit/answers.ts';
import { auditTable } from '../../audit/audit-table.ts';
import { canonicalText } from '../../audit/statements/canonical-text.ts';
import type { Manifest } from '../../audit/statements/manifest.ts';
import { orderIdOf } from '../../audit/table/fact.ts';
import type { Item } from '../../audit/table/item.ts';
import { connectorKeys } from '../../lambdas/runtime/connector-keys.ts';
import { connectorSigner } from '../../lambdas/runtime/connector-signature.ts';
import type { Submitting } from '../support/submitting.ts';
import type { KeptTable } from './kept-table.ts';
import { auditKept, keptTable } from './kept-table.ts';
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
async function found(
  change: Partial<KeptTable>,
  says: string,
  answers: readonly HeldAnswer[] = [],
): Promise<readonly string[]> {
  const verdicts = await auditKept({ ...kept, ...change }, answers.map(answerEvidence));
  const findings = verdicts.flatMap((verdict) => verdict.findings);
  expect(findings.map((finding) => finding.says).join('\n')).toContain(says);
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
    const verdicts = await auditKept(kept);
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
    ['a line of a book is lost', 'is not in the book of insurer-a', () => items(lineOf('HX-10'))],
    [
      'a line of a book says another amount',
      'has another amount, pools',
      () => items(lineOf('HX-3'), replaced('l', /1000,\[\["sponsor",1000\]\]/u, '999,[["sponsor",999]]')),
    ],
    [
      'a line is entered twice',
      'is entered twice',
      () => items(lineOf('HX-4'), (item) => [item, { ...item, pk: { S: `BOOK#insurer-a#${SECOND}#0` } }]),
    ],
    [
      'a line stands in another shard',
      'stands in shard 99',
      () => items(lineOf('HX-4'), (item) => [{ ...item, pk: { S: (item['pk']?.S ?? '').replace(/#\d+$/u, '#99') } }]),
    ],
    ['the index has lost a fact', 'has nothing of', () => items(/^ORDER#\S+ LINE#0001#insurer-b$/u)],
  ])('%s', async (_, says, change) => {
    expect(await found(change(), says)).toEqual(['facts-gap-free']);
  });
});

describe('tampered with: ledger-balanced', () => {
  it.each([
    [
      'an account says another amount',
      'has 138800 - 13000 where the statement has 38800',
      () => items(/^ACCOUNT#hospital-a insurer-a#2026-06-15/u, replaced('a', /^\[(\d+),(\d+)/u, '[$1,1$2')),
    ],
    [
      'a day of an account is lost',
      'hospital-b 2026-06-15 has no day in its account',
      () => items(/^ACCOUNT#hospital-b insurer-a#2026-06-15/u),
    ],
    ['what cleared a day is lost', 'where something else stands', () => items(/ CLEARED#2026-06-15#0002$/u)],
    [
      'a remittance counts on another day',
      'was said to count in',
      () => items(/ REMITTED#\S+#PAY-2$/u, (item) => [{ ...item, sk: { S: `REMITTED#${DAYS[3]}#PAY-2` } }]),
    ],
    [
      'an accepted dispute took off something else',
      'does not take 999 off',
      () => items(/ DISPUTE#2026-06-15#/u, replaced('x', /,1000\]\]$/u, ',999]]')),
    ],
    [
      'more was taken off than was disputed',
      'are taken off for it',
      () => items(/ DISPUTE#2026-06-15#/u, replaced('c', /,0,\d+([,\]])/u, ',0,7$1')),
    ],
    [
      'a dispute is lost that took something off',
      'no dispute was accepted for it',
      () => items(/ DISPUTE#2026-06-15#/u),
    ],
  ])('%s', async (_, says, change) => {
    expect(await found(change(), says)).toEqual(['ledger-balanced']);
  });
});

describe('tampered with: statements-tie', () => {
  it.each([
    [
      'a line has another amount',
      'has another amount in the statement',
      () => part(FIRST, /(capture,[^\r]*debit,)6400,/u, '$16399,'),
    ],
    ['a line is gone', 'is in no statement of insurer-a', () => part(FIRST, /\d+,capture,[^\r]*\r\n/u, '')],
    [
      'the file is gone',
      'part 1 is not there',
      () => ({ objects: new Map([...kept.objects].filter(([key]) => !key.startsWith(`parts/insurer-a/${THIRD}`))) }),
    ],
    ['a late line is not noted as taken up', 'is late and not noted', () => items(/ TAKEN#/u)],
    [
      'an insurer has dropped out of the list',
      'insurer-b, which is nowhere listed',
      () => ({ insurers: kept.insurers.filter(({ insurerId }) => insurerId !== 'insurer-b') }),
    ],
    [
      'what is kept at hand says something else',
      'has another count',
      () => items(/^STATEMENTS#insurer-a STATEMENT#2026-06-17$/u, replaced('s', /"count":/u, '"count":1')),
    ],
  ])('%s', async (_, says, change) => {
    expect(await found(change(), says)).toEqual(['statements-tie']);
  });
});

describe('tampered with: statement-chain', () => {
  it.each([
    [
      'a day is missing',
      '2026-06-16 has no statement',
      async () => items(/^STATEMENTS#insurer-b STATEMENT#2026-06-16$/u),
    ],
    [
      'the day before is not named',
      '2026-06-17 does not name the digest',
      () => manifest(THIRD, { previousSha256: createHash('sha256').digest('hex') }),
    ],
    [
      'the signature is another one',
      'the signature is not that of the key',
      async () => {
        const key = `manifests/insurer-a/${FIRST}.json`;
        const text = kept.objects.get(key)?.toString('utf8') ?? '';
        return { objects: new Map([...kept.objects, [key, Buffer.from(text.replace(/"value":"./u, '"value":"_'))]]) };
      },
    ],
    ['the key is another one', 'it names the key', async () => ({ publicKeyPem: OTHER_KEY })],
  ])('%s', async (_, says, change) => {
    expect(await found(await change(), says)).toEqual(['statement-chain']);
  });

  it('nothing says how far it goes, nor what of it was remitted', async () => {
    const change = {
      ...items(/^STATEMENTS#insurer-a HEAD$/u),
      insurers: kept.insurers.map((one) => (one.insurerId === 'insurer-a' ? { ...one, published: '' } : one)),
    };
    expect(await found(change, 'nothing says how far they are closed')).toContain('statement-chain');
  });
});

const OTHER_KEY = `-----BEGIN PUBLIC KEY-----
MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=
-----END PUBLIC KEY-----`;

describe('tampered with: claims-end', () => {
  it.each([
    ['nobody was told of a refusal', 'and nobody was told to look at it', () => items(/^EXCEPTION#/u)],
    ['the timer of a claim is lost', 'there is no timer', () => items(/^DUE#claim/u)],
    ['no timer rings any more', 'or none that rings', () => ({ now: kept.now + 4 * 86_400_000 })],
    [
      'the sweep has passed a claim by',
      'looks for none that is so old',
      () => ({
        ...items(lineOf('HX-10'), (item) => [
          Object.fromEntries(Object.entries(item).filter(([name]) => name !== 'c')),
        ]),
        insurers: kept.insurers.map((one) => ({ ...one, sweptTo: kept.now })),
      }),
    ],
  ])('%s', async (_, says, change) => {
    expect(await found(change(), says)).toEqual(['claims-end']);
  });
});

/** As hospital-a was answered. */
const held = (operation: HeldAnswer['operation'], orderNo: string, over: Partial<HeldAnswer> = {}): HeldAnswer => ({
  ...{ at: kept.now, partnerId: 'hospital-a', operation, orderNo, number: null, content: '0'.repeat(64) },
  ...{ factId: `${orderIdOf('hospital-a', orderNo)}.1`, outcome: 'settled', insurer: null, ...over },
});
const capture = (over: Partial<HeldAnswer> = {}) =>
  held('capture', 'HX-5', { number: 'C-1', factId: `${orderIdOf('hospital-a', 'HX-5')}.2`, insurer: 6_400, ...over });

describe('answers that partners hold', () => {
  const journal = () => [
    ...[held('settle', 'HX-1', { insurer: 8_000 }), held('settle', 'HX-8', { insurer: 0 }), held('authorize', 'HX-6')],
    ...[
      capture(),
      capture(),
      held('reverse', 'HX-1', { number: 'R-1', factId: null }),
      held('void', 'HX-6', { factId: null }),
    ],
  ];

  it('have their facts, read from a journal by an audit of the table itself', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'answers-')), 'answers.ndjson');
    writeFileSync(path, journal().map(answerLine).join(''));
    const { client, tableName: table } = submitting.connector;
    const { verdicts, unread } = await auditTable({
      ...{ client, table, now: kept.now, connectorKey: kept.publicKeyPem, answers: readAnswers(path) },
      objects: { read: async (key) => kept.objects.get(key) },
    });
    expect([verdicts.flatMap(({ findings }) => findings), unread]).toEqual([[], []]);
    const examined = new Map(verdicts.map((verdict) => [verdict.invariant, verdict.examined]));
    expect(examined.get('answers-kept')).toBe(7);
    for (const invariant of BOOKS) expect([invariant, (examined.get(invariant) ?? 0) > 4]).toEqual([invariant, true]);
    writeFileSync(path, '{"at":1}\n');
    await expect(async () => {
      for await (const _ of readAnswers(path));
    }).rejects.toThrow('line 1');
  });

  it.each([
    ['another amount was told', 'was answered with 6401', () => [capture({ insurer: 6_401 })]],
    ['there is no such fact', 'and there is no such fact', () => [held('settle', 'HX-none')]],
    ['the fact is of another kind', 'a settlement', () => [held('authorize', 'HX-1')]],
    ['two contents under one number', 'with two contents', () => [capture(), capture({ content: '1'.repeat(64) })]],
    [
      'two effects of one number',
      'in two ways',
      () => [capture(), capture({ factId: `${orderIdOf('hospital-a', 'HX-5')}.3`, insurer: null })],
    ],
    ['an event that was not taken', 'nothing was taken', () => [held('event', 'HX-5', { number: 'EV-1' })]],
  ])('are found out where %s', async (_, says, answers) => {
    expect(await found({}, says, answers())).toEqual(['answers-kept']);
  });
});
