import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { WaitingFact } from '../../lambdas/domain/later-fact.ts';
import { factItem } from '../../lambdas/storage/fact-item.ts';
import type { Connector } from '../support/connector.ts';
import { dispensed } from '../support/dispensing.ts';
import { prescriptionOf } from '../support/documents.ts';
import { fileOf, personOf, rowOf, sendFile } from '../support/enrolment-files.ts';
import type { Step } from './every-door.ts';

/**
 * What follows by itself, after the stories of the doors: a hold that nobody captures, an event that waits for ever, and providers that
 * cannot be told.
 */
export function workStory(connector: Connector): readonly Step[] {
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
    ['webhook-deliveries', 200, () => done(() => connector.deliverQueues())],
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

/** A member who is enrolled by a file, one who is amended, and a row that is refused. */
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
  return [
    ['enrolments', 202, send],
    ['enrolment-files', 200, async () => ({ status: 200, text: '', sent: await connector.deliverQueues() })],
    ['enrolment-reports', 200, () => insurer.request('GET', `/v1/enrolments/${enrolmentId}`)],
  ];
}
