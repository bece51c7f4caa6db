import { expect, it } from 'vitest';
import * as z from 'zod';
import { fieldErrors } from '../../lambdas/runtime/field-errors.ts';

const schema = z.strictObject({
  count: z.int().min(1).max(5),
  name: z.string().max(3),
  list: z.array(z.int()).min(1),
  status: z.enum(['accepted', 'rejected']),
  part: z.strictObject({}),
  needed: z.string(),
});

it('says what is wrong with a field in our words, where its schema has none', () => {
  const { error } = schema.safeParse({ count: 0, name: 'four', list: [], status: 'lapsed', part: [] });

  expect(fieldErrors(error?.issues ?? []).map(({ path, message }) => `${path} ${message}`)).toEqual([
    'count must be at least 1',
    'name must have at most 3 characters',
    'list must have at least 1 items',
    'status must be one of accepted, rejected',
    'part must be an object',
    'needed is required',
  ]);
});
