import { connectorKeys } from '../runtime/connector-keys.ts';
import { pause } from '../runtime/pause.ts';
import { formulariesAt } from '../storage/formulary-shelf.ts';
import { findIdentity } from '../storage/member-registry.ts';
import { postDecision, readOrderFile } from '../storage/order-book.ts';
import { readFacts } from '../storage/order-record.ts';
import { plansOnDate } from '../storage/plan-shelf.ts';
import { readSharedTotals } from '../storage/shared-totals.ts';
import type { OrderPorts } from '../use-cases/ports.ts';

/** The table and the stage's keys behind the use cases that decide orders. */
export const orderPorts: OrderPorts = {
  orders: { readOrderFile, postDecision, readFacts },
  members: { findIdentity },
  plans: { plansOnDate },
  formularies: { formulariesAt },
  shared: { readSharedTotals },
  keys: connectorKeys,
  pause,
};
