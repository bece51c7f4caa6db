import { hideFromIndex, loseLines } from '../support/book-faults.ts';
import { close } from '../support/closing.ts';
import type { Connector } from '../support/connector.ts';
import { consultOrder } from '../support/documents.ts';
import type { Step } from './every-door.ts';

/** A day is closed of which the stream has lost a line and the index has not heard of another; then one into which a line comes late. */
export function closingStory(connector: Connector): readonly Step[] {
  const [insurer, hospital] = [connector.as('insurer-a'), connector.as('hospital-a')];
  const day = '2026-07-01';
  const settle = async (orderNo: string): Promise<string> => {
    const order = consultOrder(orderNo, 'M-1', 300);
    const { body } = await hospital.request('POST', '/v1/settlements', order);
    return String(body['settlementId']);
  };
  const prepare = async () => {
    connector.setNow(`${day}T10:00:00+08:00`);
    const [lost, hidden] = [await settle('HX-C1'), await settle('HX-C2')];
    await connector.deliverStreams();
    await loseLines(connector, lost);
    await hideFromIndex(connector, hidden);
  };
  const late = async () => {
    connector.setNow(`${day}T11:00:00+08:00`);
    await settle('HX-C3');
    await connector.deliverStreams();
    connector.setNow('2026-07-03T00:30:00+08:00');
  };
  const done = async (work: () => Promise<void>) => {
    await work();
    return { status: 200, text: '' };
  };
  const closeAt = async (instant: string) => {
    connector.setNow(instant);
    connector.traffic.take();
    await close(connector);
  };
  return [
    ['facts', 200, () => done(prepare).then(async (answer) => (connector.traffic.take(), answer))],
    ['daily-close', 200, () => done(() => closeAt('2026-07-02T00:30:00+08:00'))],
    ['facts', 200, () => done(late).then(async (answer) => (connector.traffic.take(), answer))],
    ['daily-close', 200, () => done(() => closeAt('2026-07-03T00:30:00+08:00'))],
    ['statement-list', 200, () => insurer.request('GET', `/v1/statements?from=${day}&to=2026-07-02`)],
    ['statements', 200, () => insurer.request('GET', `/v1/statements/${day}`)],
    ['statement-parts', 200, () => insurer.request('GET', `/v1/statements/${day}/parts/1`)],
  ];
}
