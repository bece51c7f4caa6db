import { describe, expect, it } from 'vitest';
import { exceptionState, subjectText } from '../../lambdas/domain/exception.ts';
import { exceptionOf } from '../support/exceptions.ts';

describe('what an exception is about', () => {
  it('is another thing in another order, kind, prescription, or by another event', () => {
    const reference = { of: 'webhook', id: 'msg-1' } as const;
    const subjects = [
      exceptionOf('HX-1'),
      exceptionOf('HX-2'),
      exceptionOf('HX-1', { providerId: 'pharmacy-b' }),
      exceptionOf('HX-1', { kind: 'dispensed-against-voided' }),
      exceptionOf('HX-1', { prescriptionNo: undefined }),
      exceptionOf('HX-1', { reference }),
      exceptionOf('HX-1', { reference: { ...reference, of: 'fact' } }),
      exceptionOf('HX-1', { reference: { ...reference, id: 'msg-2' } }),
    ];
    expect(new Set(subjects.map(subjectText)).size).toBe(subjects.length);
  });

  it('is the same whoever has to act and whenever it is opened', () => {
    const again = exceptionOf('HX-1', { openedAt: 1, owner: { role: 'operations', partnerId: 'pharmacy-a' } });
    expect(subjectText(again)).toBe(subjectText(exceptionOf('HX-1')));
  });
});

it('an exception is open until there is a resolution', () => {
  const exception = { ...exceptionOf('HX-1'), exceptionId: 'EX-1', resolution: undefined };
  expect(exceptionState(exception)).toBe('open');
  const resolution = { note: 'done', resolvedBy: 'duty', resolvedAt: 2 };
  expect(exceptionState({ ...exception, resolution })).toBe('resolved');
});
