import { describe, expect, it } from 'vitest';
import { workOff } from '../../local/work/stream-batch.ts';
import type { StreamRecord } from '../../local/work/table-stream.ts';

interface Case {
  readonly batch: string;
  /** records at fault: `!` where the function names them, else it throws */
  readonly faults: string;
  readonly named: boolean;
  readonly bisects?: boolean;
  readonly retries?: number;
  readonly given: readonly string[];
  readonly setAside: readonly string[];
}

const recordsOf = (text: string): StreamRecord[] =>
  Array.from(text).map((one) => ({ eventName: 'INSERT', dynamodb: { SequenceNumber: one } }));
const textOf = (records: readonly StreamRecord[]) => records.map(({ dynamodb }) => dynamodb.SequenceNumber).join('');

describe('a batch of a stream', () => {
  it.each<[string, Case]>([
    ['succeeds at once', { batch: 'abc', faults: '', named: true, given: ['abc'], setAside: [] }],
    [
      'is given again from the record that is named, which is set aside after its retries',
      { batch: 'abc', faults: 'b', named: true, given: ['abc', 'bc', 'b', 'b', 'c'], setAside: ['b'] },
    ],
    [
      'goes on past a record at fault that comes first, however few its retries',
      { batch: 'abc', faults: 'a', named: true, retries: 1, given: ['abc', 'ab', 'a', 'a', 'b', 'c'], setAside: ['a'] },
    ],
    [
      'gives each record at fault its own retries',
      {
        batch: 'abcd',
        faults: 'bd',
        named: true,
        retries: 1,
        given: ['abcd', 'bcd', 'bc', 'b', 'c', 'd', 'd'],
        setAside: ['b', 'd'],
      },
    ],
    [
      'is halved until the record at fault stands alone, where none is named',
      { batch: 'abcd', faults: 'c', named: false, given: ['abcd', 'ab', 'cd', 'c', 'c', 'c', 'd'], setAside: ['c'] },
    ],
    [
      'is set aside whole where it is not halved',
      { batch: 'abc', faults: 'b', named: false, bisects: false, retries: 1, given: ['abc', 'abc'], setAside: ['abc'] },
    ],
    [
      'is not given again where there are no retries',
      { batch: 'ab', faults: 'a', named: false, retries: 0, given: ['ab'], setAside: ['ab'] },
    ],
  ])('%s', async (_, { batch, faults, named, bisects = true, retries = 2, given, setAside }) => {
    const seen: string[] = [];
    const aside: string[] = [];
    let done = '';
    await workOff(
      recordsOf(batch),
      { reportsPartialFailures: true, bisectsFailures: bisects, retries },
      {
        invoke: async (records) => {
          seen.push(textOf(records));
          const fault = Array.from(textOf(records)).find((one) => faults.includes(one));
          if (fault !== undefined && !named) throw new Error('all of it');
          return { batchItemFailures: fault === undefined ? [] : [{ itemIdentifier: fault }] };
        },
        pause: async () => {},
        done: (records) => (done += textOf(records)),
        setAside: async (records) => void aside.push(textOf(records)),
      },
    );

    expect(seen).toEqual(given);
    expect(aside).toEqual(setAside);
    // in order, and nothing twice: what is done with is never given again
    expect(done).toBe(batch);
  });

  it('fails whole where the function names a record that is not in it', async () => {
    const aside: string[] = [];
    await workOff(
      recordsOf('ab'),
      { reportsPartialFailures: true, bisectsFailures: false, retries: 0 },
      {
        invoke: async () => ({ batchItemFailures: [{ itemIdentifier: 'b' }, { itemIdentifier: 'z' }] }),
        pause: async () => {},
        done: () => {},
        setAside: async (records) => void aside.push(textOf(records)),
      },
    );
    expect(aside).toEqual(['ab']);
  });

  it('counts the attempts of the record at fault alone: one that failed before it and succeeded then is no part of them', async () => {
    const seen: string[] = [];
    await workOff(
      recordsOf('abc'),
      { reportsPartialFailures: true, bisectsFailures: false, retries: 2 },
      {
        invoke: async (records) => {
          seen.push(textOf(records));
          return { batchItemFailures: [{ itemIdentifier: seen.length === 1 ? 'a' : 'c' }] };
        },
        pause: async () => {},
        done: () => {},
        setAside: async () => {},
      },
    );
    expect(seen).toEqual(['abc', 'abc', 'c', 'c']);
  });
});
