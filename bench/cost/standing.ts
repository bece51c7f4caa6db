import { assumptions } from './assumptions.ts';
import type { Counts } from './count.ts';
import type { PriceId } from './prices.ts';
import { usdOf } from './prices.ts';

/** What a stage costs in a month in which nobody uses it. */
export interface StandingItem {
  readonly price: PriceId;
  readonly of: string;
  readonly quantity: number;
  readonly usd: number;
}

const RUNS_PER_MONTH = 30 * 24 * 60;
const QUEUES_WITH_POLLERS = 3;

export function standing({ idle, metrics }: Counts): readonly StandingItem[] {
  const sweeps = Object.values(idle);
  const perRun = (field: 'readUnits' | 'writeUnits') => sweeps.reduce((sum, taken) => sum + taken[field], 0);
  return [
    item('dynamodb-read', 'sweeps, each minute', perRun('readUnits') * RUNS_PER_MONTH),
    item('dynamodb-write', 'sweeps, each minute', perRun('writeUnits') * RUNS_PER_MONTH),
    item('lambda-request', 'sweeps, each minute', sweeps.length * RUNS_PER_MONTH),
    item('sqs-standard', 'receives of idle queues', QUEUES_WITH_POLLERS * assumptions.idleReceivesPerMonth),
    item('metric', 'names with their dimensions, if all that ran here were sent in every hour', metrics),
    item('alarm', 'of a stage', assumptions.alarms),
    item('kms-request', 'data keys', assumptions.keyUsers * assumptions.keyRequestsPerMonth),
    item('kms-key', 'of a stage', assumptions.keys),
    item('secret', 'of a stage', assumptions.secrets),
  ];
}

function item(price: PriceId, of: string, quantity: number): StandingItem {
  return { price, of, quantity, usd: usdOf(price, quantity) };
}
