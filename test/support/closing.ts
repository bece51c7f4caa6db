import { closeDays } from '../../local/work/closing-driver.ts';
import type { Connector } from './connector.ts';
import { invokeInProcess } from './in-process-functions.ts';

/** One step of the closing, as of the connector's time. */
export const takeStep = (connector: Connector, step: object): Promise<unknown> =>
  invokeInProcess('daily-close', { ...step, invokedAt: connector.now() }, 'workflow');

/** Closes every day through one that is over; yesterday where left out. */
export const close = (connector: Connector, through?: string): Promise<void> =>
  closeDays((step) => takeStep(connector, step), through);
