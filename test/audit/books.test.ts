import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Submitting } from '../support/submitting.ts';
import type { KeptTable } from './books-of-a-table.ts';
import { auditBooks, keptTable } from './books-of-a-table.ts';
import { closedWorld } from './closed-world.ts';

let submitting: Submitting;
let kept: KeptTable;
beforeAll(async () => {
  submitting = await closedWorld();
  kept = await keptTable(submitting.connector);
}, 60_000);
afterAll(() => submitting.stop());

describe('the books of a closed world', () => {
  it('are in order, and every invariant has looked at something', async () => {
    const verdicts = await auditBooks(kept);
    expect(verdicts.flatMap(({ findings }) => findings)).toEqual([]);
    console.log(verdicts.map((v) => `${v.invariant} ${v.examined}`));
  });
});
