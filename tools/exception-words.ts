import { shanghaiInstant } from '../lambdas/domain/calendar.ts';
import type { Exception, ExceptionKind } from '../lambdas/domain/exception.ts';
import { exceptionState } from '../lambdas/domain/exception.ts';
import { left, textTable } from './workbench/text-table.ts';

/** What has happened, and what is to be done about it, for whoever opens one. docs/deploy.md refers to it. */
const WORDS: Readonly<Record<ExceptionKind, readonly [happened: string, todo: string]>> = {
  'prescription-voided-after-settlement': [
    'A prescription was voided after an order on it had been settled. The settlement stands.',
    'Find out whether the drug was handed out. If it came back, the provider reverses the order; if not, the settlement stays.',
  ],
  'dispensed-against-voided': [
    'The pharmacy dispensed against a voided hold or prescription. Nothing was booked, so nobody pays.',
    'The pharmacy calls the drug back, or the hospital prescribes it again and the pharmacy sends a new order.',
  ],
  'late-dispensing-pays-less': [
    'The hold had expired when the drug was dispensed; decided again, the order pays less than was promised at the till.',
    'Agree with the pharmacy who carries the difference between the two decisions of the order.',
  ],
  'waiting-event-refused': [
    'An event that had been answered as waiting was refused when its turn came.',
    'Tell the pharmacy what was refused, by the id of the event; it sends what is right under a new id.',
  ],
  'event-without-order': [
    'An event waits for an order that has not come.',
    'Ask the pharmacy for the order’s submission; if there was none, the event is void and this may be resolved.',
  ],
  'claim-rejected': [
    'An insurer has rejected a claim. The order and the statement stand as they were decided.',
    'Ask the insurer why. What it does not owe it disputes in the statement; what was a mistake of its own it tells by hand.',
  ],
  'claim-dead': [
    'A claim was given up: the insurer was within reach and did not answer it for three days.',
    'See what it answered (npm run claims -- show), have that put right, and send it again (npm run claims -- redrive).',
  ],
  'claim-undecided': [
    'An insurer has had a claim for thirty days and has not decided on it. It is not asked any more.',
    'Ask the insurer to decide; its answer is taken whenever it comes.',
  ],
  'claim-contradicted': [
    'An insurer has answered a claim that it had answered otherwise before. The first answer stands.',
    'Ask the insurer which of its answers holds. Where it is the later one, it disputes the line of the statement.',
  ],
};

/** One line each, with nothing but references in it. */
export function exceptionTable(exceptions: readonly Exception[]): string {
  return textTable(
    [left('exception'), left('opened'), left('owner'), left('partner'), left('kind'), left('provider'), left('order')],
    exceptions.map(({ exceptionId, openedAt, owner, kind, providerId, orderNo }) => [
      ...[exceptionId, shanghaiInstant(openedAt), owner.role, owner.partnerId, kind, providerId, orderNo],
    ]),
  );
}

/** All that is recorded of one, and what it means. */
export function exceptionReport(exception: Exception): string {
  const { openedAt, resolution, ...rest } = exception;
  const [happened, todo] = WORDS[exception.kind];
  const record = {
    ...rest,
    openedAt: shanghaiInstant(openedAt),
    state: exceptionState(exception),
    ...(resolution && { resolution: { ...resolution, resolvedAt: shanghaiInstant(resolution.resolvedAt) } }),
  };
  return [JSON.stringify(record, null, 2), happened, ...(resolution === undefined ? [todo] : [])].join('\n');
}
