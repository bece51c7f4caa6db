import { expect, it } from 'vitest';
import { periodKey, periodOf } from '../../lambdas/domain/accumulator.ts';
import type { Period } from '../../lambdas/domain/decision.ts';
import { limitRenewal } from '../../lambdas/domain/limit-renewal.ts';
import type { LimitPeriod } from '../../lambdas/domain/plan.ts';

const CALENDAR: Period = { from: '2026-01-01', to: '2026-12-31' };

const renewalOf = (per: LimitPeriod, year = CALENDAR, holder = '', shown = periodOf(per, '2026-06-15', year)) =>
  limitRenewal({ accumulatorId: `insurer-a/plan/limit/${periodKey(per, '2026-06-15', year)}${holder}`, period: shown });

it.each<[string, ReturnType<typeof renewalOf>, ReturnType<typeof renewalOf>]>([
  ['a year', renewalOf('year'), { per: 'year', renewedOn: '2027-01-01' }],
  ['a family’s year', renewalOf('year', CALENDAR, '@F:F-1'), { per: 'year', renewedOn: '2027-01-01' }],
  [
    'a year of the coverage',
    renewalOf('year', { from: '2026-03-10', to: '2027-03-09' }),
    { per: 'year', renewedOn: '2027-03-10' },
  ],
  [
    'a year that never ends',
    renewalOf('year', { from: '9999-01-01', to: '9999-12-31' }),
    { per: 'year', renewedOn: undefined },
  ],
  ['a month', renewalOf('month'), { per: 'month', renewedOn: '2026-07-01' }],
  ['a day', renewalOf('day'), { per: 'day', renewedOn: '2026-06-16' }],
  ['a lifetime', renewalOf('lifetime', CALENDAR, '@P:pool'), { per: 'lifetime', renewedOn: undefined }],
  [
    'rolling days, also where they happen to be a month',
    renewalOf({ rollingDays: 30 }, CALENDAR, '', { from: '2026-06-01', to: '2026-06-30' }),
    { per: 'rolling', renewedOn: undefined },
  ],
])('tells when a limit of %s is whole again', (_, told, expected) => expect(told).toEqual(expected));
