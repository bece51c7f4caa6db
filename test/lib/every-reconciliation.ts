import type { Manifest } from '../../lambdas/domain/statement-manifest.ts';
import type { Connector } from '../support/connector.ts';
import type { Step } from './every-door.ts';

/** What comes of a statement, after the story of its closing: it is acknowledged, disputed and paid. */
export function reconciliationStory(connector: Connector): readonly Step[] {
  const [insurer, hospital] = [connector.as('insurer-a'), connector.as('hospital-a')];
  const day = '2026-07-01';
  const acknowledge = async () => {
    const { body } = await insurer.request<Manifest>('GET', `/v1/statements/${day}`);
    connector.traffic.take();
    const { version, sha256, count, net } = body;
    return insurer.request('POST', `/v1/statements/${day}/acknowledgement`, { version, sha256, count, net });
  };
  const items = [{ businessDate: day, amount: 100, lines: [1] }];
  const remittance = { remittanceNo: 'PAY-1', paidAt: `${day}T12:00:00+08:00`, items };
  const follow = async () => {
    await connector.deliverStreams();
    return { status: 200, text: '' };
  };
  return [
    ['acknowledgements', 200, acknowledge],
    ['disputes', 201, () => insurer.request('POST', `/v1/statements/${day}/disputes`, [{ line: 1, code: 'PRICE' }])],
    ['opened-disputes', 200, follow],
    ['dispute-list', 200, () => insurer.request('GET', `/v1/statements/${day}/disputes`)],
    ['remittances', 201, () => insurer.request('POST', '/v1/remittances', remittance)],
    ['settlement-accounts', 200, () => hospital.request('GET', '/v1/providers/settlement-account')],
    ['payment-advice', 200, () => hospital.request('GET', '/v1/providers/payment-advice?week=2026-W26')],
    ['payment-advice', 200, () => insurer.request('GET', '/v1/providers/payment-advice?week=2026-W26')],
  ];
}
