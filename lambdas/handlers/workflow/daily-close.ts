import { connectorKeys } from '../../runtime/connector-keys.ts';
import { connectorSigner } from '../../runtime/connector-signature.ts';
import { cachedPartners } from '../../runtime/partner-cache.ts';
import { pause } from '../../runtime/pause.ts';
import { timeBudget } from '../../runtime/time-budget.ts';
import { workflowHandler } from '../../runtime/workflow-shell.ts';
import { markDay, putLateLine, putLine } from '../../storage/book.ts';
import { readOrderRecord } from '../../storage/order-record.ts';
import { closingStep } from '../../contracts/closing-step.ts';
import type { ClosingPorts } from '../../use-cases/close-day.ts';
import { takeClosingStep } from '../../use-cases/close-day.ts';
import { closingDesk, settling, statementsShelf } from '../closing-desk.ts';

/** Of the days without business that are closed in one run; what is left is for the next. */
const BEGIN_MS = 20_000;

const ports = (): ClosingPorts => ({
  closing: closingDesk,
  statements: statementsShelf,
  settling,
  signer: () => connectorKeys().then(connectorSigner),
  partners: cachedPartners,
  orders: { readOrderRecord },
  book: { putLine, markDay, putLateLine },
  pause,
  timeIsUp: timeBudget(BEGIN_MS),
});

export const handler = workflowHandler({
  name: 'daily-close',
  schema: closingStep,
  handle: (step, now) => takeClosingStep(ports(), step, now),
});
