import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProblemAnswer } from '../../lambdas/contracts/problem-answer.ts';
import { LIST_LIMIT_BYTES } from '../../lambdas/contracts/route.ts';
import { startCheckedConnector } from '../support/checked-connector.ts';
import type { Connector } from '../support/connector.ts';
import { drugEntry } from '../support/documents.ts';
import { storedItems } from '../support/stored-items.ts';

let connector: Connector;
beforeAll(async () => {
  connector = await startCheckedConnector();
});
afterAll(() => connector.stop());

const JSON_TYPE = 'application/json';
const NDJSON_TYPE = 'application/x-ndjson';
const put = (body: unknown, type = JSON_TYPE, target = '/v1/formularies/bad/versions/1') =>
  connector.as('insurer-a').request<ProblemAnswer>('PUT', target, body, { headers: { 'content-type': type } });

const good = drugEntry('GOOD');
const text = JSON.stringify(good);
const many = (count: number) => Array.from({ length: count }, (_, index) => drugEntry(`D-${index}`));
const asLines = (entries: readonly object[]) => entries.map((entry) => JSON.stringify(entry)).join('\n');

interface Refusal {
  readonly name: string;
  readonly body: unknown;
  /** of NDJSON; JSON where it is left out */
  readonly lines?: boolean;
  readonly paths: readonly string[];
}

const refusals: readonly Refusal[] = [
  { name: 'an object', body: good, paths: [''] },
  { name: 'a text', body: '"list"', paths: [''] },
  { name: 'no entry', body: [], paths: [''] },
  { name: 'nothing', body: '', paths: [''] },
  { name: 'nothing but empty lines', body: '\n\r\n \n', lines: true, paths: [''] },
  { name: '10,001 entries', body: many(10_001), paths: [''] },
  { name: '10,001 lines', body: asLines(many(10_001)), lines: true, paths: [''] },
  { name: 'entries of every kind but the right one', body: [good, null, 7, []], paths: ['[1]', '[2]', '[3]'] },
  {
    name: 'bad fields in several entries',
    body: [good, { ...good, code: 'a b', name: '' }, { code: 'C', name: 'C', maxUnitPrice: 1.5, tier: 1, price: 3 }],
    paths: ['[1].code', '[1].name', '[2].maxUnitPrice', '[2].tier', '[2].price'],
  },
  {
    name: 'bad fields in several lines',
    body: `${text}\n\n{"code":"B"}\n{"code":"C","name":"C","maxUnitPrice":10.0,"maxDaysSupply":0}`,
    lines: true,
    paths: ['line[3].name', 'line[4].maxUnitPrice', 'line[4].maxDaysSupply'],
  },
  { name: 'a code twice', body: [good, drugEntry('B'), { ...good, name: '另一个' }], paths: ['[2].code'] },
  { name: 'a code in two lines', body: `${text}\n${text}`, lines: true, paths: ['line[2].code'] },
  {
    name: 'lines that are not JSON',
    body: `${text}\n${text},\n[${text}]\n{"code":`,
    lines: true,
    paths: ['line[2]', 'line[3]', 'line[4]'],
  },
  { name: 'a list as its one line', body: `[${text}]`, lines: true, paths: ['line[1]'] },
  { name: 'lines in a JSON body', body: `${text}\n${text}`, paths: [''] },
  { name: 'a field twice in a list', body: `[${text.replace('{', '{"code":"X",')}]`, paths: [''] },
  {
    name: 'a field twice in a line',
    body: `${text}\n${text.replace('{', '{"code":"X",')}`,
    lines: true,
    paths: ['line[2]'],
  },
  {
    name: '__proto__ in a line',
    body: `{"__proto__":{"otc":true},"code":"A","name":"A"}`,
    lines: true,
    paths: ['line[1]'],
  },
  { name: 'a line nested 10,000 deep', body: '['.repeat(10_000), lines: true, paths: ['line[1]'] },
  { name: 'a byte order mark', body: `\ufeff${text}`, lines: true, paths: ['line[1]'] },
  { name: 'UTF-8 that is broken', body: Buffer.from([0x7b, 0xc3, 0x28, 0x7d]), lines: true, paths: [''] },
];

describe('a formulary', () => {
  it.each(refusals)('with $name is refused, and nothing is stored', async ({ body, lines, paths }) => {
    const before = await storedItems(connector);
    const { status, body: problem } = await put(body, lines === true ? NDJSON_TYPE : JSON_TYPE);
    expect([status, problem.code, problem.errors?.map(({ path }) => path)]).toEqual([400, 'request.malformed', paths]);
    expect(await storedItems(connector)).toEqual(before);
  });

  it('with a code twice is told where it came first', async () => {
    const { body } = await put([drugEntry('A'), good, drugEntry('B'), good]);
    expect(body.errors).toEqual([{ path: '[3].code', message: 'is the same as [1].code' }]);
  });

  it.each([
    ['one list', JSON_TYPE, `[${'{},'.repeat(1_300_000)}{}]`],
    ['lines', NDJSON_TYPE, '{}\n'.repeat(1_300_000)],
    ['lines that are not JSON', NDJSON_TYPE, '{\n'.repeat(2_000_000)],
  ])('of a million faults in %s is refused at once, with a hundred of them', async (_, type, body) => {
    const startedAt = performance.now();
    const refused = await put(body, type);
    expect([refused.status, refused.body.errors?.length]).toEqual([400, 100]);
    expect(refused.body.detail).toBe('At least 100 fields are wrong.');
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  });

  it('of 4 MiB and a byte is too large, one of 4 MiB is not', async () => {
    const filled = (sent: string, filler: string, bytes: number) =>
      sent + filler.repeat(bytes - Buffer.byteLength(sent));
    const padded = (bytes: number) => filled(`[${text}]`, ' ', bytes);
    const lines = (bytes: number) => filled(text, '\n', bytes);
    for (const [body, type] of [
      [padded(LIST_LIMIT_BYTES + 1), JSON_TYPE],
      [lines(LIST_LIMIT_BYTES + 1), NDJSON_TYPE],
    ] as const) {
      expect(await put(body, type)).toMatchObject({ status: 413, body: { code: 'request.too-large' } });
    }
    expect((await put(padded(LIST_LIMIT_BYTES), JSON_TYPE)).status).toBe(201);
    expect((await put(lines(LIST_LIMIT_BYTES), NDJSON_TYPE)).status).toBe(200);
  });

  it.each(['text/plain', 'application/ndjson', 'application/json-seq', 'application/x-ndjson; charset=gbk', ''])(
    'in the media type "%s" is refused',
    async (type) => {
      expect(await put([good], type)).toMatchObject({ status: 415, body: { code: 'request.media-type' } });
    },
  );

  it('names its charset and is read, in whatever case', async () => {
    const target = '/v1/formularies/charset/versions/1';
    expect((await put([good], 'Application/JSON; charset=UTF-8', target)).status).toBe(201);
    expect((await put(text, 'application/X-NDJSON;charset="utf-8"', target)).status).toBe(200);
  });

  it('names bad fields of its address beside those of its entries', async () => {
    const { body } = await put([{ code: 'A' }], JSON_TYPE, '/v1/formularies/a%20b/versions/1');
    expect(body.errors?.map(({ path }) => path)).toEqual(['formularyId', '[0].name']);
  });

  it('leaves no failure behind', () => expect(connector.failures).toEqual([]));
});
