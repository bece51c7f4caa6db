import type { PharmacyEvent } from '../contracts/pharmacy-event.ts';
import type { Answer, WebhookCall } from '../runtime/call.ts';
import { ConnectorError } from '../runtime/connector-error.ts';

/** What receiving an event needs of the world. */
export type PharmacyEventPorts = Readonly<Record<string, never>>;

/** Events of pharmacies are verified and read, and not applied yet: the pharmacy keeps them and sends them again. */
export async function receivePharmacyEvent(
  _ports: PharmacyEventPorts,
  _call: WebhookCall<PharmacyEvent>,
): Promise<Answer> {
  throw new ConnectorError('connector.unavailable', 'Events of pharmacies are not taken yet; send it again later.');
}
