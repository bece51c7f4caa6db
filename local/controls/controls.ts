import { randomUUID } from 'node:crypto';
import { ConnectorError } from '../../lambdas/runtime/connector-error.ts';
import type { Clock } from '../clock.ts';
import { gatewayProblem } from '../gateway/gateway-problem.ts';
import { splitTarget } from '../gateway/proxy-event.ts';
import type { ArrivedRequest } from '../gateway/proxy-event.ts';
import type { OutgoingResponse } from '../gateway/proxy-response.ts';
import type { InsurerSimulator } from '../insurer/insurer-simulator.ts';
import { RECEIVER_MODES } from '../webhooks/receiver-modes.ts';
import type { WebhookReceiver } from '../webhooks/webhook-receiver.ts';
import { dayToClose } from './close-control.ts';
import { setClock } from './clock-control.ts';
import { insurerModeOf, modeOf } from './mode-control.ts';

export interface ControlParts {
  readonly clock: Clock;
  readonly insurer: Pick<InsurerSimulator, 'setMode' | 'claims'>;
  readonly receiver: Pick<WebhookReceiver, 'setMode' | 'received'>;
  /** resolves when queues and streams hold nothing that could be worked on now */
  readonly drain: () => Promise<void>;
  /** what queues and streams hold that is not done with, by their names */
  readonly backlog: () => Promise<unknown>;
  /** resolves when every schedule has been run once */
  readonly runSchedules: () => Promise<void>;
  /** closes business days through one that has begun */
  readonly closeDays: (businessDate: string) => Promise<void>;
  /** the accounts of the ledger as they stand */
  readonly ledger: () => Promise<unknown>;
}

const CONTROL_PREFIX = '/_local/';
const CONTROL_BODY_LIMIT_BYTES = 64 * 1024;

export const isControl = (request: ArrivedRequest): boolean => request.target.startsWith(CONTROL_PREFIX);

/** The local-only controls, unsigned (docs/local-mode.md). None of this exists in a deployed stage. */
export function createControls(parts: ControlParts): (request: ArrivedRequest) => Promise<OutgoingResponse> {
  const { clock, insurer, receiver, drain, backlog, runSchedules, closeDays, ledger } = parts;
  const clockNow = () => ({ now: new Date(clock.now()).toISOString() });
  const actions: Readonly<Record<string, (body: Buffer) => Promise<unknown>>> = {
    'GET /_local/clock': async () => clockNow(),
    'PUT /_local/clock': async (body) => {
      setClock(clock, body);
      await runSchedules();
      return clockNow();
    },
    'GET /_local/ledger': () => ledger(),
    'GET /_local/backlog': () => backlog(),
    'POST /_local/close-day': async (body) => {
      const businessDate = dayToClose(body, clock.now());
      await closeDays(businessDate);
      return { businessDate };
    },
    'PUT /_local/insurer': async (body) => {
      const { mode, insurerId } = insurerModeOf(body);
      await insurer.setMode(mode, insurerId);
      return { mode, insurerId };
    },
    'GET /_local/insurer/claims': () => insurer.claims(),
    'PUT /_local/webhooks': async (body) => {
      const mode = modeOf(body, RECEIVER_MODES);
      receiver.setMode(mode);
      return { mode };
    },
    'GET /_local/webhooks': async () => receiver.received(),
    'POST /_local/drain': async () => {
      await drain();
      // what has come due since the last minute waits for nothing any more
      await runSchedules();
      await drain();
      return { drained: true };
    },
  };

  return async (request) => {
    const requestId = randomUUID();
    const route = `${request.method} ${splitTarget(request.target).rawPath}`;
    const action = Object.hasOwn(actions, route) ? actions[route] : undefined;
    if (!action) return gatewayProblem('route.unknown', `No control ${route}.`, requestId);
    if (request.body.length > CONTROL_BODY_LIMIT_BYTES) {
      return gatewayProblem('request.too-large', 'A control takes at most 64 KiB.', requestId);
    }
    try {
      const body = Buffer.from(JSON.stringify(await action(request.body)));
      return {
        status: 200,
        headers: [
          ['content-type', 'application/json'],
          ['connector-request-id', requestId],
        ],
        body,
      };
    } catch (error) {
      if (error instanceof ConnectorError) return gatewayProblem(error.code, error.message, requestId, error.errors);
      console.error(`${route} failed:`, error);
      return gatewayProblem('connector.defect', 'The control failed.', requestId);
    }
  };
}
