import { createHash } from 'node:crypto';
import type { DemoPartnerId } from '../../local/partners/demo-partners.ts';
import type { ArrivedRequest } from '../../local/gateway/proxy-event.ts';
import { partnerRequest } from '../../test/support/partner-request.ts';
import { webhookRequest } from '../../test/support/webhook-request.ts';
import type { Clock } from './clock.ts';
import type { Faults } from './faults.ts';
import type { Functions } from './functions.ts';
import type { Partners } from './partners.ts';
import type { Scheduler } from './scheduler.ts';

export interface Told {
  /** 0: the partner gave up without an answer that says what happened */
  readonly status: number;
  readonly text: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly isReplay: boolean;
}

/** What a partner asks, as often as it takes to be answered. */
export interface Asking {
  readonly partnerId: DemoPartnerId;
  readonly kind: string;
  readonly method: string;
  readonly target: string;
  readonly body?: string | undefined;
  /** where it is not JSON */
  readonly contentType?: string;
  /** of a webhook, which is signed in another way */
  readonly webhookId?: string;
}

export interface Clients {
  send(asking: Asking): Promise<Told>;
  readonly operations: () => number;
  /** `settle 201`, and how often */
  readonly answers: ReadonlyMap<string, number>;
}

const MOST_TRIES = 7;
const LONGEST_WAIT_STEPS = 40;

/** Partners as they are: each request signed anew, sent again while its answer does not say what happened, a few times at most. */
export function newClients(parts: {
  readonly calls: Scheduler;
  readonly faults: Faults;
  readonly functions: Functions;
  readonly clock: Clock;
  readonly partners: Partners;
}): Clients {
  const { calls, faults, functions, clock, partners } = parts;
  const answers = new Map<string, number>();
  let operations = 0;

  function request({ partnerId, method, target, body, contentType, webhookId }: Asking): ArrivedRequest {
    const credential = partners.credential(partnerId, clock.now());
    if (webhookId !== undefined) return webhookRequest(credential, clock.now(), body, { webhookId });
    const headers = contentType === undefined ? {} : { 'content-type': contentType };
    return partnerRequest(credential, clock.now(), method, target, body, { headers });
  }

  async function once(asking: Asking): Promise<Told | undefined> {
    const { status, headers, body } = await functions.gateway(request(asking));
    // the answer is lost between the gateway and the partner
    if (faults.oneIn(60)) {
      faults.happened('cut');
      return undefined;
    }
    const text = body.toString('utf8');
    const isReplay = headers.some(([name, value]) => name.toLowerCase() === 'connector-replayed' && value === 'true');
    return { status, text, body: parsed(text), isReplay };
  }

  return {
    send: async (asking) => {
      operations += 1;
      let told: Told | undefined;
      for (let tried = 1; tried <= MOST_TRIES; tried++) {
        if (tried > 1)
          await calls.park({
            isWrite: false,
            heldFor: faults.chance.below(LONGEST_WAIT_STEPS),
            go: async () => {},
          });
        told = await once(asking);
        if (told !== undefined && !saysNothing(told)) break;
      }
      const name = `${asking.kind} ${told === undefined ? 'lost' : answerName(told)}`;
      answers.set(name, (answers.get(name) ?? 0) + 1);
      return told !== undefined && !saysNothing(told) ? told : { status: 0, text: '', body: {}, isReplay: false };
    },
    operations: () => operations,
    answers,
  };
}

/** Whether the same request has to be sent again: nobody knows what it did, or its key is not known everywhere yet. */
const saysNothing = ({ status, body }: Told): boolean =>
  status >= 500 || body['code'] === 'signature.key-unknown' || body['code'] === 'signature.invalid';

const answerName = ({ status, body }: Told): string =>
  status < 300 ? String(status) : `${status} ${typeof body['code'] === 'string' ? body['code'] : ''}`;

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text) as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
