import { shanghaiInstant } from '../lambdas/domain/calendar.ts';
import type { Delivery, DeliveryAttempt, Obstacle } from '../lambdas/domain/delivery.ts';
import { left, right, textTable } from './workbench/text-table.ts';

/** What kept an attempt from being answered, for whoever wants to mend it. */
const WORDS: Readonly<Record<Obstacle, string>> = {
  'no-url': 'the partner has no webhook URL (npm run partner -- set-webhook-url)',
  'no-secret': 'the partner has no webhook secret that is active (npm run partner -- add-webhook-secret)',
  'suspended': 'the partner is suspended',
  'address-refused': 'the URL is not https, or leads to no public address',
  'timeout': 'no answer within 5 s',
  'unreachable': 'no connection, or no HTTP answer',
};

/** One line each, with nothing but references in it. */
export function deliveryTable(deliveries: readonly Delivery[]): string {
  return textTable(
    [left('event'), left('happened'), left('type'), left('order'), left('state'), right('attempts'), left('last')],
    deliveries.map(({ ref, type, orderNo, state, attempted, attempts }) => [
      ...[ref.eventId, shanghaiInstant(ref.happenedAt), type, orderNo, state],
      ...[String(attempted), String(attempts.at(-1)?.result ?? '')],
    ]),
  );
}

/** All that is recorded of one, with what is sent. */
export function deliveryReport({ ref, series, nextAt, attempts, body, ...rest }: Delivery): string {
  const { happenedAt, ...named } = ref;
  const record = {
    ...named,
    happenedAt: shanghaiInstant(happenedAt),
    ...rest,
    ...(rest.state === 'pending' && { nextAt: shanghaiInstant(nextAt) }),
    ...(rest.state === 'pending' && series && { until: shanghaiInstant(series.until) }),
    attempts: attempts.map(attemptShown),
    body: JSON.parse(body) as unknown,
  };
  return JSON.stringify(record, null, 2);
}

const attemptShown = ({ at, result }: DeliveryAttempt) => ({
  at: shanghaiInstant(at),
  ...(typeof result === 'number' ? { status: result } : { obstacle: result, meaning: WORDS[result] }),
});
