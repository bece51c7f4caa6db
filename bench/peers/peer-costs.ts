import { usdOf } from '../cost/prices.ts';
import type { Figure } from '../figure.ts';
import { figure } from '../figure.ts';
import { rounded } from '../measure/statistics.ts';

const MILLION = 1_000_000;
const GB = 1_000_000_000;
const SECONDS_PER_HOUR = 3_600;
const HOURS_PER_DAY = 24;
/** Of a db.m7g.large, of which no more than half is planned for. */
const PROCESSORS = 2;
const PLANNED_SHARE = 0.5;
/** The largest platform of 2021, if all its consults came here. */
const PLATFORM_PER_DAY = 903_000;

/** What DynamoDB asks for a million settlements, on demand. */
export function tableCost(readUnits: number, writeUnits: number): number {
  return usdOf('dynamodb-read', readUnits * MILLION) + usdOf('dynamodb-write', writeUnits * MILLION);
}

/** An instance with a standby in another zone is paid by the hour; what a settlement costs follows from how many there are. */
export function instanceCosts(cpuMs: number, storedBytes: number, tableUsdPerMillion: number): readonly Figure[] {
  const most = (PROCESSORS * PLANNED_SHARE * 1_000) / cpuMs;
  const usdPerDay = usdOf('rds-m7g-large-multi-az', HOURS_PER_DAY);
  const storage = usdOf('rds-storage-multi-az', (storedBytes * MILLION) / GB);
  const perMillion = (perDay: number): number => (usdPerDay * MILLION) / perDay + storage;
  const atBest = most * SECONDS_PER_HOUR * HOURS_PER_DAY;
  const name = 'PostgreSQL';
  return [
    figure(`${name}: settlements of a db.m7g.large at half its processors`, rounded(most, 0), 'a second'),
    figure(`${name}: cost when it does that day and night`, rounded(perMillion(atBest), 2), 'USD a million'),
    figure(`${name}: cost at 903,000 a day`, rounded(perMillion(PLATFORM_PER_DAY), 2), 'USD a million'),
    figure(`${name}: of that, a month of what is stored`, rounded(storage, 2), 'USD a million'),
    figure(
      `${name}: costs less than the table of this product, storage apart, from`,
      Math.ceil((usdPerDay * MILLION) / tableUsdPerMillion),
      'settlements a day on',
    ),
  ];
}
