import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { WaitingFact } from '../../lambdas/domain/later-fact.ts';
import { factItem } from '../../lambdas/storage/fact-item.ts';
import type { InsurerSimulator } from '../../local/insurer/insurer-simulator.ts';
import type { Connector } from '../support/connector.ts';
import { dispensed } from '../support/dispensing.ts';
import { consultOrder, prescriptionOf } from '../support/documents.ts';
import { fileOf, personOf, rowOf, sendFile } from '../support/enrolment-files.ts';
import type { Step } from './every-door.ts';

/**
 * What follows by itself, after the stories of the doors: a hold that nobody captures, an event that waits for ever, and providers that
 * cannot be told.
 */
export function workStory(connector: Connector, insurer: Pick<InsurerSimulator, 'setMode'>): readonly Step[] {
  const hospital = connector.as('hospital-a');
  const prescription = prescriptionOf('M-1', [{ code: 'D-2', quantity: '50' }]);
  const held = { ...dispensed('HX-W1', 'M-1', [{ code: 'D-2' }], { prescriptionNo: 'RX-W' }), expiresInSeconds: 60 };
  const waiting: WaitingFact = {
    ...{ providerId: 'pharmacy-a', orderNo: 'HX-W2', sequence: 1, type: 'waiting', postedAt: 0 },
    businessDate: '2026-06-15',
    event: { type: 'order.cancelled', reason: 'changed mind', webhookId: 'WH-W', occurredAt: 0 },
  };
  const post = new PutItemCommand({ TableName: connector.tableName, Item: factItem(waiting) });
  const done = async (...steps: readonly (() => unknown)[]) => {
    for (const step of steps) await step();
    return { status: 200, text: '' };
  };
  return [
    ...enrolmentStory(connector),
    ['prescriptions', 201, () => hospital.request('PUT', '/v1/prescriptions/RX-W', prescription)],
    ['authorizations', 201, () => hospital.request('POST', '/v1/authorizations', held)],
    [
      'facts',
      200,
      () =>
        done(
          () => connector.client.send(post),
          () => connector.deliverStreams(),
        ),
    ],
    ['webhook-deliveries', 200, () => done(() => connector.deliverQueues('webhook-deliveries'))],
    ...claimsStory(connector, insurer, done),
    [
      'due',
      200,
      () =>
        done(
          () => connector.advance(4 * 24 * 3_600),
          () => connector.runSchedule('due'),
        ),
    ],
  ];
}

/** A member who is enrolled by a file, one who is amended, and a row that is refused; and a file that is put where it may be. */
function enrolmentStory(connector: Connector): readonly Step[] {
  const insurer = connector.as('insurer-a');
  const [fresh, amended] = [rowOf('M-8', 'needs', { identity: personOf(8) }), rowOf('M-2', 'needs')];
  const file = fileOf([fresh, { ...amended, coverageId: 'C-2b' }, '{']);
  let enrolmentId = '';
  const send = async () => {
    const answer = await sendFile(connector, file);
    ({ enrolmentId } = answer.body);
    return answer;
  };
  const upload = async () => {
    const answer = await insurer.request<{ uploadUrl: string }>('POST', '/v1/enrolments?upload=true');
    await fetch(answer.body.uploadUrl, { method: 'PUT', body: file });
    return answer;
  };
  return [
    ['enrolments', 202, send],
    ['enrolments', 202, upload],
    [
      'enrolment-files',
      200,
      async () => ({ status: 200, text: '', sent: await connector.deliverQueues('enrolment-files') }),
    ],
    ['enrolment-reports', 200, () => insurer.request('GET', `/v1/enrolments/${enrolmentId}`)],
  ];
}

/** Claims to an insurer that is down, is up again and rejects them; a fact that the stream has lost; and what an insurer asks and tells. */
function claimsStory(
  connector: Connector,
  insurer: Pick<InsurerSimulator, 'setMode'>,
  done: (...steps: readonly (() => unknown)[]) => Promise<{ readonly status: number; readonly text: string }>,
): readonly Step[] {
  const [hospital, claimed] = [connector.as('hospital-a'), connector.as('insurer-a')];
  const settle = (orderNo: string) => hospital.request('POST', '/v1/settlements', consultOrder(orderNo, 'M-1', 8_000));
  const sweep = () => connector.runSchedule('claims-sweep');
  let claimId = '';
  const answer = (status: string) => claimed.request('POST', `/v1/claims/${claimId}/result`, { status });
  const lost = async () => {
    const { body } = await settle('HX-W3');
    claimId = String(body['settlementId']);
  };
  return [
    [
      'claims',
      200,
      () =>
        done(
          () => insurer.setMode('down'),
          () => connector.deliverQueues('claims'),
        ),
    ],
    [
      'settlements',
      200,
      () =>
        done(
          () => connector.advance(86_400),
          lost,
          () => connector.advance(600),
        ),
    ],
    // a sweep that has not run for long catches up day by day
    ['claims-sweep', 200, () => done(sweep, sweep, sweep, sweep)],
    ['claim-results', 200, () => answer('accepted')],
    [
      'claims',
      200,
      () =>
        done(
          () => insurer.setMode('reject'),
          () => connector.deliverQueues('claims'),
        ),
    ],
    ['claim-states', 200, () => claimed.request('GET', `/v1/claims/${claimId}`)],
    ['claim-results', 409, () => answer('rejected')],
  ];
}
