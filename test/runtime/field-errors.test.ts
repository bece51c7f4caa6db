import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { fieldErrors, pathText } from '../../lambdas/runtime/field-errors.ts';

const faults = (schema: z.ZodType, value: unknown) => {
  const result = schema.safeParse(value);
  return result.success ? [] : fieldErrors(result.error.issues).map(({ path }) => path);
};

describe('the fields that a schema finds bad', () => {
  const order = z.strictObject({ lines: z.array(z.strictObject({ amount: z.int() })), note: z.string().optional() });

  it.each([
    [['lines', 0, 'amount'], 'lines[0].amount'],
    [[0, 'code'], '[0].code'],
    [['matrix', 1, 2], 'matrix[1][2]'],
    [[], ''],
  ])('have paths like %j', (path, text) => {
    expect(pathText(path)).toBe(text);
  });

  it('are all named', () => {
    expect(faults(order, { lines: [{ amount: '1' }, {}, { amount: 1 }], note: 7 })).toEqual([
      'lines[0].amount',
      'lines[1].amount',
      'note',
    ]);
  });

  it('are named themselves where they are unknown, not the object around them', () => {
    expect(faults(order, { lines: [{ amount: 1, a: 1, b: 2 }], c: 3 })).toEqual(['lines[0].a', 'lines[0].b', 'c']);
  });

  it('are those of the nearest shape where a value may have several', () => {
    const byNumber = z.strictObject({ memberId: z.string() });
    const byIdentity = z.strictObject({ idType: z.string(), idNo: z.string(), name: z.string() });
    const schema = z.strictObject({ member: z.union([byNumber, byIdentity]) });
    expect(faults(schema, { member: { memberId: 1 } })).toEqual(['member.memberId']);
    expect(faults(schema, { member: { idType: 'resident-id', idNo: 1, name: 'x' } })).toEqual(['member.idNo']);
  });

  it('are a hundred at most, with paths of bounded length', () => {
    const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, at) => [`${at}${'x'.repeat(500)}`, 1]));
    const found = faults(z.strictObject({}), many);
    expect(found).toHaveLength(100);
    expect(Math.max(...found.map((path) => path.length))).toBe(200);
  });
});

it('says what is wrong with a field in our words, where its schema has none', () => {
  const schema = z.strictObject({
    count: z.int().min(1).max(5),
    name: z.string().max(3),
    list: z.array(z.int()).min(1),
    status: z.enum(['accepted', 'rejected']),
    part: z.strictObject({}),
    needed: z.string(),
  });
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
