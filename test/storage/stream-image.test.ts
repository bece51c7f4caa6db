import { expect, it } from 'vitest';
import { itemOfImage } from '../../lambdas/storage/stream-image.ts';

it('reads an item of a stream as it stands in the table, binary values at every depth', () => {
  const bytes = Buffer.from([1, 2, 255]);
  const text = bytes.toString('base64');

  expect(
    itemOfImage({
      pk: { S: 'ORDER#a' },
      n: { N: '1.5' },
      f: { B: text },
      set: { BS: [text] },
      list: { L: [{ B: text }, { S: text }] },
      map: { M: { f: { B: text }, no: { BOOL: false } } },
    }),
  ).toEqual({
    pk: { S: 'ORDER#a' },
    n: { N: '1.5' },
    f: { B: bytes },
    set: { BS: [bytes] },
    list: { L: [{ B: bytes }, { S: text }] },
    map: { M: { f: { B: bytes }, no: { BOOL: false } } },
  });
});
