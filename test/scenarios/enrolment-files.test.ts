import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAX_LINE_BYTES, MAX_REFUSED_LISTED } from '../../lambdas/contracts/enrolment-file.ts';
import { startCheckedConnector } from '../support/checked-connector.ts';
import type { Connector } from '../support/connector.ts';
import type { CoverageDocument } from '../support/documents.ts';
import { consultOrder, coverageOf } from '../support/documents.ts';
import { enrol, publish } from '../support/enrolment.ts';
import { enrolFile, fileOf, NDJSON, personOf, reportOf, rowOf, sendFile } from '../support/enrolment-files.ts';
import { storedItems } from '../support/stored-items.ts';

let connector: Connector;
beforeAll(async () => {
  connector = await startCheckedConnector({ queues: true });
  await publish(connector, 'P');
  await publish(connector, 'Q', {}, 'insurer-b');
});
afterAll(() => connector.stop());

let orders = 0;
/** What an order of the member comes to: `approved`, or the reasons of its refusal. */
async function decided(memberId: string): Promise<unknown> {
  const order = consultOrder(`HX-F${++orders}`, memberId, 1_000);
  const { body } = await connector.as('hospital-a').request('POST', '/v1/settlements', order);
  const reasons = body['reasons'] as readonly { readonly code: string }[];
  return body['decision'] === 'approved' ? 'approved' : reasons.map(({ code }) => code).join();
}

const amend = (row: CoverageDocument, over: CoverageDocument): CoverageDocument => ({ ...row, ...over });

describe('a file of coverages', () => {
  it('enrols, amends and ends members row by row, in the order of its lines', async () => {
    await enrol(connector, 'A-3', 'P');
    const rows = [
      rowOf('A-1', 'P', { identity: personOf(1) }),
      rowOf('A-2', 'P', { consent: false }),
      rowOf('A-3', 'P', { status: 'terminated' }),
      rowOf('A-2', 'P'),
      rowOf('A-4', 'P'),
      rowOf('A-4', 'P', { status: 'suspended' }),
      { ...rowOf('A-1', 'P', { priority: 5 }), coverageId: 'C-A-1b' },
    ];

    const report = await enrolFile(connector, fileOf(rows));

    expect(report).toMatchObject({ status: 'done', received: 7, accepted: 7, refusedCount: 0, refused: [] });
    expect(report.bytesRead).toBe(report.bytes);
    expect(await Promise.all(['A-1', 'A-2', 'A-3', 'A-4'].map(decided))).toEqual([
      ...['approved', 'approved', 'E104', 'E105'],
    ]);
    const asked = { member: { idType: 'resident-id', idNo: personOf(1)['idNo'], name: '演示1' } };
    const eligible = await connector.as('hospital-a').request('POST', '/v1/eligibility-checks', asked);
    expect(eligible.body).toMatchObject({ coverages: [{ coverageId: 'C-A-1b' }, { coverageId: 'C-A-1' }] });
  });

  it('has each row refused by the rules and under the codes of a single coverage', async () => {
    await enrol(connector, 'B-1', 'P', { identity: personOf(10) });
    await enrol(connector, 'B-2', 'Q', { identity: personOf(11) }, { insurer: 'insurer-b' });
    const wrong: readonly (CoverageDocument | string)[] = [
      '{"coverageId": ',
      '[]',
      amend(rowOf('B-3', 'P'), { status: 'lapsed' }),
      amend(rowOf('B-3', 'P'), { from: undefined, colour: 'red' }),
      amend(rowOf('B-3', 'P'), { to: '2020-01-01' }),
      rowOf('B-3', 'nowhere'),
      rowOf('B-3', 'Q'),
      { ...rowOf('B-3', 'P'), coverageId: 'C-B-2' },
      { ...rowOf('B-3', 'P'), coverageId: 'C-B-1' },
      { ...rowOf('B-1', 'P', { identity: personOf(12) }), coverageId: 'C-B-1' },
      rowOf('B-3', 'P', { identity: personOf(10) }),
      `{"coverageId":"C-B-3","coverageId":"C-B-4"}`,
    ];
    const single = (row: CoverageDocument | string) => {
      if (typeof row === 'string') return connector.as('insurer-a').request('PUT', '/v1/coverages/C-B-9', row);
      const { coverageId, ...body } = row;
      return connector.as('insurer-a').request('PUT', `/v1/coverages/${String(coverageId)}`, body);
    };

    const report = await enrolFile(connector, fileOf([rowOf('B-4', 'P'), ...wrong, rowOf('B-5', 'P')]));

    expect(report).toMatchObject({ received: 14, accepted: 2, refusedCount: 12 });
    const codes = await Promise.all(wrong.map(async (row) => (await single(row)).body['code']));
    expect(report.refused.map(({ line, code }) => [line, code])).toEqual(codes.map((code, at) => [at + 2, code]));
    expect(new Set(codes)).toEqual(
      new Set([
        ...['request.malformed', 'coverage.plan-unknown', 'coverage.out-of-reach', 'coverage.other-member'],
        'member.identity-mismatch',
      ]),
    );
    expect(report.refused[2]?.message).toContain('status');
    expect(report.refused[3]?.message).toBe('The line is no coverage. from: is required; colour: unknown field');
    expect(await decided('B-3')).toBe('E101');
    expect(await decided('B-5')).toBe('approved');
  });

  it('refuses a row by what a row before it in the file has done', async () => {
    const rows = [
      rowOf('D-1', 'P', { identity: personOf(20) }),
      rowOf('D-2', 'P', { identity: personOf(20) }),
      { ...rowOf('D-3', 'P'), coverageId: 'C-D-1' },
      rowOf('D-1', 'P', { identity: personOf(21) }),
    ];

    const report = await enrolFile(connector, fileOf(rows));

    expect(report.refused.map(({ line, code }) => [line, code])).toEqual([
      [2, 'member.identity-mismatch'],
      [3, 'coverage.other-member'],
      [4, 'member.identity-mismatch'],
    ]);
  });

  it('may have a byte order mark, CRLF, blank lines and no end of its last line; a line that is too long is refused', async () => {
    const long = JSON.stringify(rowOf('E-2', 'P')).replace('}', `,"x":"${'y'.repeat(MAX_LINE_BYTES)}"}`);
    const file = [
      `\uFEFF${JSON.stringify(rowOf('E-1', 'P'))}\r\n`,
      '\r\n  \n\n',
      `${long}\n`,
      JSON.stringify(rowOf('E-3', 'P')),
    ].join('');

    const report = await enrolFile(connector, file);

    expect(report).toMatchObject({ status: 'done', received: 3, accepted: 2 });
    expect(report.refused.map(({ line, code }) => [line, code])).toEqual([[5, 'request.too-large']]);
    expect(report.bytesRead).toBe(Buffer.byteLength(file));
  });

  it('that is not UTF-8 or has nothing in it is worked off too', async () => {
    const latin = Buffer.from([...Buffer.from('{"name":"'), 0xe9, ...Buffer.from('"}\n')]);
    expect((await enrolFile(connector, latin)).refused).toEqual([
      { line: 1, code: 'request.malformed', message: 'The line is no coverage. line: is not UTF-8' },
    ]);
    expect(await enrolFile(connector, '\n \n')).toMatchObject({ status: 'done', received: 0, accepted: 0 });
  });

  it('names the first 5,000 refused rows and counts the others', async () => {
    const report = await enrolFile(connector, '{}\n'.repeat(MAX_REFUSED_LISTED + 700));

    expect(report).toMatchObject({ received: 5_700, accepted: 0, refusedCount: 5_700 });
    expect(report.refused.map(({ line }) => line)).toEqual(Array.from({ length: 5_000 }, (_, at) => at + 1));
  });
});

describe('the same file twice', () => {
  it('is the same enrolment with the same report, whatever was enrolled in between', async () => {
    const file = fileOf([rowOf('G-1', 'P'), '{', rowOf('G-2', 'P')]);
    const first = await sendFile(connector, file);
    expect([first.status, first.headers['connector-replayed']]).toEqual([202, undefined]);
    const early = await sendFile(connector, file);
    await connector.deliverQueues();
    const report = await reportOf(connector, first.body.enrolmentId);
    const ended = coverageOf('G-1', 'P', { status: 'terminated' });
    await connector.as('insurer-a').request('PUT', '/v1/coverages/C-G-1', ended);

    const again = await sendFile(connector, file);
    await connector.deliverQueues();

    for (const answer of [early, again]) {
      expect([answer.status, answer.body, answer.headers['connector-replayed']]).toEqual([202, first.body, 'true']);
    }
    expect(await reportOf(connector, first.body.enrolmentId)).toEqual(report);
    expect(await decided('G-1')).toBe('E104');
  });

  it('has one effect also where it is sent under another name: a row that changes nothing writes nothing', async () => {
    const rows = Array.from({ length: 150 }, (_, at) => rowOf(`H-${at}`, 'P', { identity: personOf(100 + at) }));
    await enrolFile(connector, fileOf(rows));
    const members = async () => (await storedItems(connector)).filter(({ pk }) => pk?.S?.startsWith('MEMBER#H-'));
    const before = await members();

    const report = await enrolFile(connector, `${fileOf(rows)}\n`);

    expect(report).toMatchObject({ received: 150, accepted: 150 });
    expect(await members()).toEqual(before);
    expect(before).toHaveLength(150);
  });
});

describe('an uploaded file', () => {
  const upload = async (): Promise<{ enrolmentId: string; uploadUrl: string }> => {
    const { status, body } = await connector.as('insurer-a').request('POST', '/v1/enrolments?upload=true');
    expect(status).toBe(202);
    return body as { enrolmentId: string; uploadUrl: string };
  };

  it('is worked off when it has arrived at its address', async () => {
    const { enrolmentId, uploadUrl } = await upload();
    expect(await reportOf(connector, enrolmentId)).toMatchObject({ status: 'running', received: 0, bytes: null });
    const file = fileOf(
      Array.from({ length: 2_500 }, (_, at) =>
        rowOf(`I-${at}`, 'P', { familyId: 'x'.repeat(64), renewalOf: 'y'.repeat(64), planId: 'P' }),
      ),
    );

    expect((await fetch(uploadUrl, { method: 'PUT', body: file })).status).toBe(200);
    await connector.deliverQueues();

    expect(await reportOf(connector, enrolmentId)).toMatchObject({
      ...{ status: 'done', received: 2_500, accepted: 2_500, bytes: file.length },
    });
    expect(await decided('I-2499')).toBe('approved');
  });

  it('is the one that arrived first: what is put there later is not worked off', async () => {
    const { enrolmentId, uploadUrl } = await upload();
    await fetch(uploadUrl, { method: 'PUT', body: fileOf([rowOf('J-1', 'P')]) });
    await connector.deliverQueues();
    const report = await reportOf(connector, enrolmentId);
    await fetch(uploadUrl, { method: 'PUT', body: fileOf([rowOf('J-2', 'P'), '{']) });
    await connector.deliverQueues();

    expect(await reportOf(connector, enrolmentId)).toEqual(report);
    expect(await decided('J-2')).toBe('E101');
  });
});

describe('the door', () => {
  const ask = (
    method: string,
    target: string,
    content?: unknown,
    by: 'insurer-a' | 'insurer-b' | 'hospital-a' = 'insurer-a',
  ) => connector.as(by).request(method, target, content, content === undefined ? {} : NDJSON);

  it('shows a report to the insurer whose file it is, and to nobody else', async () => {
    const { enrolmentId } = (await sendFile(connector, fileOf([rowOf('K-1', 'P')]))).body;

    expect((await ask('GET', `/v1/enrolments/${enrolmentId}`, undefined, 'insurer-b')).body['code']).toBe(
      'enrolment.unknown',
    );
    expect((await ask('GET', '/v1/enrolments/none')).status).toBe(404);
    expect((await ask('GET', `/v1/enrolments/${enrolmentId}`, undefined, 'hospital-a')).status).toBe(403);
  });

  it('takes one file of NDJSON up to 4 MiB, or none for an upload', async () => {
    const row = fileOf([rowOf('K-2', 'P')]);
    const large = row.repeat(Math.ceil((4 * 1024 * 1024 + 1) / row.length));

    expect((await ask('POST', '/v1/enrolments')).status).toBe(400);
    expect((await ask('POST', '/v1/enrolments?upload=true', row)).status).toBe(400);
    expect((await ask('POST', '/v1/enrolments?upload=yes')).status).toBe(400);
    expect((await ask('POST', '/v1/enrolments?colour=red', row)).status).toBe(400);
    expect((await ask('POST', '/v1/enrolments', large)).status).toBe(413);
    const json = await connector.as('insurer-a').request('POST', '/v1/enrolments', rowOf('K-2', 'P'));
    expect(json.status).toBe(415);
    expect(await decided('K-2')).toBe('E101');
  });
});
