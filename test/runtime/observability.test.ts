import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ConnectorError } from '../../lambdas/runtime/connector-error.ts';
import { recordDecision, recordExceptions } from '../../lambdas/runtime/metrics.ts';
import { captureOutput, startDoors } from './test-door.ts';
import type { TestDoors } from './test-door.ts';

/** Everything that may stand in a log line: what the library adds, and the allow-list of logging.ts. */
const ADDED_BY_LIBRARY = ['level', 'message', 'timestamp', 'service', 'sampling_rate', 'xray_trace_id'];
const ALLOWED_OF_REQUEST =
  'route status requestId durationMs code partnerId orderNo decision insurer patient replayed'.split(' ');
const ALLOWED_OF_TROUBLE = ['route', 'requestId', 'code', 'causes'];

const PRIVATE = /11000019491231009X|张三|测试|M-1001|13800138000|secret-query/;
const content = {
  orderNo: 'A-1',
  lines: [{ amount: 100, name: '张三的药' }],
  member: { idNo: '11000019491231009X', name: '张三' },
};

let doors: TestDoors;
let output: { text: string };
beforeAll(async () => {
  output = captureOutput();
  doors = await startDoors();
});
beforeEach(() => (output.text = ''));
afterEach(() => doors.reset());
afterAll(() => doors.connector.stop());

type Line = Readonly<Record<string, unknown>>;
interface Metrics extends Line {
  readonly _aws: {
    readonly CloudWatchMetrics: readonly { Namespace: string; Dimensions: string[][]; Metrics: { Name: string }[] }[];
  };
}

function lines(): Line[] {
  return output.text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
}
const logs = () => lines().filter((line) => !('_aws' in line));
const metrics = () => lines().filter((line): line is Metrics => '_aws' in line);

const ways: [string, () => void, unknown, Parameters<TestDoors['send']>[2]][] = [
  ['approved', () => undefined, content, {}],
  ['malformed', () => undefined, { ...content, phone: '13800138000', lines: ['张三'] }, {}],
  ['not JSON', () => undefined, '{"name":"张三"', {}],
  ['unsigned', () => undefined, content, { tamper: { unsigned: true } }],
  [
    'with private text in path and query',
    () => undefined,
    content,
    { target: '/v1/things/11000019491231009X%20?q=secret-query' },
  ],
  [
    'in conflict',
    () => (doors.handle = () => Promise.reject(new ConnectorError('order.conflict', '张三'))),
    content,
    {},
  ],
  [
    'met by a defect that quotes what it was given',
    () =>
      (doors.handle = () => Promise.reject(new TypeError('11000019491231009X of 张三', { cause: new Error('张三') }))),
    content,
    {},
  ],
  [
    'met by a thrown text',
    () => (doors.handle = () => new Promise((_, reject) => (reject as (text: string) => void)('张三'))),
    content,
    {},
  ],
  ['met by an outage', () => doors.connector.traffic.setFaults(() => 'throttled'), content, {}],
];

describe('a request', () => {
  beforeEach(() => {
    doors.handle = async () => {
      recordDecision({ outcome: 'approved', orderNo: 'A-1', insurer: 900, patient: 100 });
      return { status: 201, body: content };
    };
  });

  it.each(ways)(
    '%s leaves one line of the allow-list, and nothing of the patient anywhere',
    async (_, arrange, body, options) => {
      arrange();
      await doors.send('hospital-a', body, options);
      const requests = logs().filter(({ message }) => message === 'request');
      expect(requests).toHaveLength(1);
      for (const log of logs()) {
        const allowed = log['message'] === 'trouble' ? ALLOWED_OF_TROUBLE : ALLOWED_OF_REQUEST;
        expect([...ADDED_BY_LIBRARY, ...allowed]).toEqual(expect.arrayContaining(Object.keys(log)));
      }
      expect(metrics()).toHaveLength(1);
      expect(output.text).not.toMatch(PRIVATE);
    },
  );

  it('that was decided is logged and counted with its figures', async () => {
    const { headers } = await doors.send('hospital-a', content);
    expect(logs()).toMatchObject([
      {
        level: 'INFO',
        message: 'request',
        service: 'direct-billing',
        route: 'postThing',
        status: 201,
        requestId: headers['connector-request-id'],
        partnerId: 'hospital-a',
        orderNo: 'A-1',
        decision: 'approved',
        insurer: 900,
        patient: 100,
        replayed: false,
      },
    ]);
    const [line] = metrics();
    expect(line?._aws.CloudWatchMetrics).toMatchObject([
      {
        Namespace: 'DirectBilling',
        Dimensions: [['stage'], ['stage', 'route'], ['stage', 'outcome']],
        Metrics: [{ Name: 'Latency' }, { Name: 'Decisions' }, { Name: 'InsurerAmount' }, { Name: 'PatientAmount' }],
      },
    ]);
    expect(line).toMatchObject({
      stage: 'local',
      route: 'postThing',
      outcome: 'approved',
      Decisions: 1,
      InsurerAmount: 900,
      PatientAmount: 100,
    });
  });

  it('that opened exceptions counts them, so that somebody is told', async () => {
    doors.handle = async () => {
      recordExceptions(2);
      return { status: 200, body: content };
    };
    await doors.send('hospital-a', content);
    expect(metrics()).toMatchObject([{ stage: 'local', ExceptionsOpened: 2 }]);
    expect(metrics()[0]?._aws.CloudWatchMetrics[0]?.Dimensions).toContainEqual(['stage']);
  });

  it('that is a replay moves no money in the metrics', async () => {
    doors.handle = async () => {
      recordDecision({ outcome: 'approved', orderNo: 'A-1', insurer: 900, patient: 100 });
      return { status: 201, body: {}, replayed: true };
    };
    await doors.send('hospital-a', content);
    expect(metrics()).toMatchObject([{ Replays: 1 }]);
    expect(metrics()[0]).not.toHaveProperty('InsurerAmount');
  });

  it.each([
    ['signature.expired', 'SignatureRefusals', { tamper: { createdOffset: -999 } }, undefined],
    ['signature.digest', 'SignatureRefusals', { tamper: { digestOf: 'x' } }, undefined],
    ['order.conflict', 'Conflicts', {}, new ConnectorError('order.conflict', 'conflict')],
    ['connector.defect', 'Defects', {}, new TypeError('defect')],
  ] as const)('refused with %s is counted in %s', async (code, name, options, error) => {
    if (error !== undefined) doors.handle = () => Promise.reject(error);
    await doors.send('hospital-a', content, options);
    expect(metrics()).toMatchObject([{ code, [name]: 1, route: 'postThing' }]);
    expect(metrics()[0]?._aws.CloudWatchMetrics[0]?.Dimensions).toContainEqual(['stage']);
    expect(logs().find(({ message }) => message === 'request')).toMatchObject({ code });
  });

  it('met by a defect says where it happened, not what with', async () => {
    doors.handle = () => Promise.reject(new TypeError('张三', { cause: new RangeError('张三') }));
    await doors.send('hospital-a', content);
    const trouble = logs().find(({ message }) => message === 'trouble');
    expect(trouble).toMatchObject({
      level: 'ERROR',
      code: 'connector.defect',
      causes: [{ name: 'TypeError' }, { name: 'RangeError' }],
    });
    expect(JSON.stringify(trouble)).toContain('observability.test.ts');
  });

  it('among many at once keeps its own decision', async () => {
    doors.handle = async ({ body, admission }) => {
      recordDecision({ outcome: 'partial', orderNo: body.orderNo, insurer: 1, patient: 2 });
      await admission;
      return { status: 201, body: {} };
    };
    const orderNos = Array.from({ length: 20 }, (_, at) => `A-${at}`);
    const answers = await Promise.all(orderNos.map((orderNo) => doors.send('hospital-a', { ...content, orderNo })));
    for (const [at, { headers }] of answers.entries()) {
      const line = logs().find(({ requestId }) => requestId === headers['connector-request-id']);
      expect(line?.['orderNo']).toBe(`A-${at}`);
    }
    expect(metrics()).toHaveLength(20);
  });
});
