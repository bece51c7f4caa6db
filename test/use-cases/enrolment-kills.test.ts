import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { EnrolmentReport } from '../../lambdas/contracts/enrolment-answer.ts';
import { connectorKeys } from '../../lambdas/runtime/connector-keys.ts';
import { readEnrolment, writeRows } from '../../lambdas/storage/enrolment-book.ts';
import { readEnrolments } from '../../lambdas/storage/enrolment-lookup.ts';
import { headObject, readObject } from '../../lambdas/storage/object-store.ts';
import type { RunPorts } from '../../lambdas/use-cases/run-enrolment.ts';
import { runEnrolment } from '../../lambdas/use-cases/run-enrolment.ts';
import { startQuietConnector } from '../support/checked-connector.ts';
import type { Connector } from '../support/connector.ts';
import type { CoverageDocument } from '../support/documents.ts';
import { coverageOf } from '../support/documents.ts';
import { enrol, publish } from '../support/enrolment.ts';
import { provesAll } from '../support/proof-size.ts';
import { fileOf, personOf, reportOf, rowOf, sendFile } from '../support/enrolment-files.ts';
import { storedItems } from '../support/stored-items.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 60_000 });

let connector: Connector;
beforeAll(async () => {
  connector = await startQuietConnector({ queues: true });
  await publish(connector, 'P');
});
afterAll(() => connector.stop());

const ROWS = 560;
let files = 0;

/** Members of its own; every seventh row amends the one before, every eleventh is refused, and one line is too long. */
async function sentFile(): Promise<{ readonly name: string; readonly enrolmentId: string }> {
  const number = ++files;
  const name = `F${number}`;
  const rows = Array.from({ length: ROWS }, (_, at): CoverageDocument | string => {
    const memberId = `${name}-${at}`;
    if (at === 100) return `{"x":"${'y'.repeat(40_000)}"}`;
    if (at % 11 === 10) return at % 2 === 0 ? '{' : rowOf(memberId, 'nowhere');
    if (at % 7 === 6) return rowOf(`${name}-${at - 1}`, 'P', { priority: at });
    return rowOf(memberId, 'P', { identity: personOf(number * 1_000 + at) });
  });
  const { body } = await sendFile(connector, fileOf(rows));
  return { name, enrolmentId: body.enrolmentId };
}

type Step = (call: string) => Promise<void> | void;

/** The function's own ports; each call is announced before and after it takes effect. */
function portsOf(before: Step, after: Step, timeIsUp = () => false): RunPorts & { readonly sent: string[] } {
  const sent: string[] = [];
  const told =
    <Args extends readonly unknown[], Result>(name: string, call: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      await before(name);
      const result = await call(...args);
      await after(name);
      return result;
    };
  return {
    enrolments: {
      readEnrolment: told('readEnrolment', readEnrolment),
      readEnrolments: told('readEnrolments', readEnrolments),
      writeRows: told('writeRows', writeRows),
    },
    objects: { headObject: told('headObject', headObject), readObject },
    queue: { sendEnrolment: told('sendEnrolment', async ({ enrolmentId }) => void sent.push(enrolmentId)) },
    keys: connectorKeys,
    pause: async () => undefined,
    timeIsUp,
    sent,
  };
}

const nothing: Step = () => undefined;

/** What stands in the table of a file's members, in words that are the same for every file. */
async function members(name: string): Promise<readonly string[]> {
  const own = (await storedItems(connector)).filter(({ pk }) => pk?.S?.includes(`#${name}-`) === true);
  return own
    .filter(({ pk }) => /^(MEMBER|COVERAGE)#/u.test(pk?.S ?? ''))
    .map(({ pk, sk, c, r }) => [pk?.S, sk?.S, c?.S, r?.N].join(' ').replaceAll(`${name}-`, ''));
}

/** Without the id and the bytes, in which the names of members are longer or shorter. */
const reportWithoutId = ({ status, received, accepted, refusedCount, refused }: EnrolmentReport) => ({
  ...{ status, received, accepted, refusedCount, refused },
});

class Killed extends Error {}

describe('a file whose function is killed', () => {
  it('comes to the same rows and the same report, before whichever call it dies', async () => {
    const calm = await sentFile();
    let calls = 0;
    await runEnrolment(
      portsOf(() => void (calls += 1), nothing),
      calm.enrolmentId,
    );
    const expected = [await members(calm.name), reportWithoutId(await reportOf(connector, calm.enrolmentId))] as const;
    expect(expected[1]).toMatchObject({ status: 'done', received: ROWS });
    expect(expected[1].refusedCount).toBe(expected[1].refused.length);
    expect(calls).toBeGreaterThan(8);

    // after a call has taken effect is the same as before the next one
    for (let death = 1; death <= calls + 1; death += provesAll ? 1 : 20) {
      const { name, enrolmentId } = await sentFile();
      let count = 0;
      const die = (): void => {
        count += 1;
        if (count === death) throw new Killed();
      };
      const last: Step = () => (count === calls ? die() : undefined);
      const dying = runEnrolment(portsOf(die, last), enrolmentId);
      await expect(dying).rejects.toBeInstanceOf(Killed);

      await runEnrolment(portsOf(nothing, nothing), enrolmentId);

      expect(reportWithoutId(await reportOf(connector, enrolmentId)), `call ${death}`).toEqual(expected[1]);
      expect(await members(name), `call ${death}`).toEqual(expected[0]);
    }
  });

  it('is gone on with in as many runs as it takes, each sent for by the one before', async () => {
    const calm = await sentFile();
    await runEnrolment(portsOf(nothing, nothing), calm.enrolmentId);
    const { name, enrolmentId } = await sentFile();

    let runs = 0;
    for (let pending = [enrolmentId]; pending.length > 0; runs += 1) {
      const ports = portsOf(nothing, nothing, () => true);
      await runEnrolment(ports, pending[0] ?? '');
      pending = ports.sent;
      expect(runs).toBeLessThan(10);
    }

    expect(runs).toBeGreaterThan(1);
    expect(await members(name)).toEqual(await members(calm.name));
    expect(await reportOf(connector, enrolmentId)).toMatchObject({ status: 'done', received: ROWS });
  });
});

describe('a file', () => {
  it('that two functions work on at once has its effect once', async () => {
    const calm = await sentFile();
    await runEnrolment(portsOf(nothing, nothing), calm.enrolmentId);
    const { name, enrolmentId } = await sentFile();

    await Promise.all([1, 2, 3].map(() => runEnrolment(portsOf(nothing, nothing), enrolmentId)));

    expect(await members(name)).toEqual(await members(calm.name));
    const [one, other] = [await reportOf(connector, enrolmentId), await reportOf(connector, calm.enrolmentId)];
    expect(reportWithoutId(one)).toEqual(reportWithoutId(other));
  });

  it('meets what others enrol meanwhile: nothing of theirs is lost, and its own rows are taken', async () => {
    const { name, enrolmentId } = await sentFile();
    let writes = 0;
    const meanwhile: Step = async (call) => {
      if (call !== 'writeRows' || ++writes > 3) return;
      // a member whom the file is about to enrol, or has just enrolled
      await enrol(connector, `${name}-${writes}`, 'P', {}, { coverageId: `C-other-${name}-${writes}` });
    };

    await runEnrolment(portsOf(meanwhile, nothing), enrolmentId);

    expect(await reportOf(connector, enrolmentId)).toMatchObject({ status: 'done', received: ROWS });
    for (const at of [1, 2, 3]) {
      const asked = { member: { memberId: `${name}-${at}` } };
      const { body } = await connector.as('hospital-a').request('POST', '/v1/eligibility-checks', asked);
      const found = (body['coverages'] as readonly { readonly coverageId: string }[]).map((one) => one.coverageId);
      expect(found.toSorted()).toEqual([`C-${name}-${at}`, `C-other-${name}-${at}`]);
    }
  });

  it('whose coverage somebody ends while it is written is not begun again by a run that is behind', async () => {
    const { name, enrolmentId } = await sentFile();
    let isBehind = true;
    const overtake: Step = async (call) => {
      if (call !== 'writeRows' || !isBehind) return;
      isBehind = false;
      await runEnrolment(portsOf(nothing, nothing), enrolmentId);
      const ended = coverageOf(`${name}-0`, 'P', { status: 'terminated' });
      expect((await connector.as('insurer-a').request('PUT', `/v1/coverages/C-${name}-0`, ended)).status).toBe(200);
    };

    await runEnrolment(portsOf(overtake, nothing), enrolmentId);

    const order = { member: { memberId: `${name}-0` } };
    const { body } = await connector.as('hospital-a').request('POST', '/v1/eligibility-checks', order);
    expect(body).toMatchObject({ coverages: [{ coverageId: `C-${name}-0`, status: 'terminated' }] });
  });
});
