import { describe, expect, it } from 'vitest';
import { Refusal } from '../../tools/refusal.ts';
import { workbenchCommand } from '../../tools/workbench/options.ts';

describe('npm run plan, as it is typed', () => {
  it('check takes formularies and pools, by id', () => {
    const options = ['--formulary', 'core=a=b.ndjson', '--formulary', 'more=c.json', '--pool', 'fund=0'];
    expect(workbenchCommand(['check', 'plan.json', ...options])).toEqual({
      command: 'check',
      planFile: 'plan.json',
      formularies: new Map([
        ['core', 'a=b.ndjson'],
        ['more', 'c.json'],
      ]),
      pools: new Map([['fund', 0]]),
    });
  });

  it('try takes what the order meets', () => {
    const words = [
      ...['try', 'plan.json', 'order.json', '--at', '2026-06-15T12:00:00+08:00', '--from', '2026-01-01'],
      ...['--to', '2026-12-31', '--birth-date', '2020-02-29', '--national-insurance', '--family', 'F-1'],
      ...['--provider', 'hospital-b', '--used', 'drugs-year=100', '--used', 'boxes=1.5', '--prescription', 'rx.json'],
      ...['--fill', 'A=2026-06-01:28', '--fill', 'A=2026-06-02:7', '--fill', 'B=2026-06-01:7', '--json'],
    ];
    expect(workbenchCommand(words)).toMatchObject({
      ...{ orderFile: 'order.json', at: '2026-06-15T12:00:00+08:00', from: '2026-01-01', to: '2026-12-31' },
      ...{ birthDate: '2020-02-29', nationalInsurance: true, family: 'F-1', provider: 'hospital-b', json: true },
      prescriptionFile: 'rx.json',
      used: new Map([
        ['drugs-year', '100'],
        ['boxes', '1.5'],
      ]),
      fills: new Map([
        [
          'A',
          [
            { date: '2026-06-01', daysSupply: 28 },
            { date: '2026-06-02', daysSupply: 7 },
          ],
        ],
        ['B', [{ date: '2026-06-01', daysSupply: 7 }]],
      ]),
    });
  });

  it.each([
    [['publish', 'p.json'], 'check or try'],
    [['check'], 'which plan'],
    [['check', 'p.json', 'o.json'], 'takes one plan'],
    [['check', 'p.json', '--at', '2026-06-15T12:00:00+08:00'], '--at is an option of try'],
    [['check', 'p.json', '--json'], '--json is an option of try'],
    [['check', 'p.json', '--formulary', 'core'], '<id>=<file>'],
    [['check', 'p.json', '--formulary', 'core=a', '--formulary', 'core=b'], 'twice'],
    [['check', 'p.json', '--pool', 'fund=-1'], '<id>=<fen>'],
    [['check', 'p.json', '--pool', 'fund=1.5'], '<id>=<fen>'],
    [['check', 'p.json', '--pool', 'fund=99999999999'], '--pool 99999999999'],
    [['try', 'p.json'], 'which order'],
    [['try', 'p.json', 'o.json', 'q.json'], 'q.json'],
    [['try', 'p.json', 'o.json', '--trust'], "Unknown option '--trust'"],
    [['try', 'p.json', 'o.json', '--at', '2026-06-15T12:00:00'], '--at'],
    [['try', 'p.json', 'o.json', '--from', '2026-02-30'], 'does not exist'],
    [['try', 'p.json', 'o.json', '--birth-date', '1.2.2020'], '--birth-date'],
    [['try', 'p.json', 'o.json', '--family', 'F 1'], '--family'],
    [['try', 'p.json', 'o.json', '--used', 'drugs-year'], '<limitId>=<amount>'],
    [['try', 'p.json', 'o.json', '--used', 'drugs-year=-5'], '--used -5'],
    [['try', 'p.json', 'o.json', '--fill', 'A=2026-06-01'], '<code>=<date>:<days>'],
    [['try', 'p.json', 'o.json', '--fill', 'A=2026-06-31:7'], 'does not exist'],
    [['try', 'p.json', 'o.json', '--fill', 'A=2026-06-01:0'], '--fill 0'],
  ])('refuses %j and says why', (words, reason) => {
    expect(() => workbenchCommand(words)).toThrow(reason);
    expect(() => workbenchCommand(words)).toThrow(Refusal);
  });
});
