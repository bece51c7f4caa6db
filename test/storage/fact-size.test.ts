import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { factItem } from '../../lambdas/storage/fact-item.ts';
import { dispensedFact, factOf, realisticOrder } from './fact-documents.ts';
import { authorizedFact, capturedFact, otherFollowers, returnedFact } from './fact-followers.ts';

/** Bytes of an item as DynamoDB bills them: names and values, keys of the table and of its index among them. */
function billedBytes(item: Record<string, AttributeValue>): number {
  return Object.entries(item).reduce(
    (sum, [name, { S, B }]) => sum + Buffer.byteLength(name) + (B?.byteLength ?? Buffer.byteLength(S ?? '')),
    0,
  );
}

describe('a fact is one started kilobyte, so that settling costs four write units', () => {
  it.each([
    [1, 'mixed'],
    [3, 'mixed'],
    [10, 'mixed'],
    [20, 'mixed'],
    [1, 'pharmacy'],
    [3, 'pharmacy'],
    [10, 'pharmacy'],
    [20, 'pharmacy'],
  ] as const)('with %i lines (%s)', (lines, kind) => {
    const fact = factOf(realisticOrder(lines, kind));
    const bytes = billedBytes(factItem(fact));
    console.log(`${kind} ${lines}: ${bytes} bytes, ${fact.type}`);
    expect(bytes).toBeLessThanOrEqual(1_024);
  });

  it.each([
    [1, 'prescribed'],
    [5, 'prescribed'],
    [20, 'otc'],
  ] as const)('with %i drugs (%s), each filled before, paid in part and counted', (lines, kind) => {
    const fact = dispensedFact(lines, kind);
    const bytes = billedBytes(factItem(fact));
    console.log(`${kind} ${lines}: ${bytes} bytes, ${fact.type}`);
    expect(fact.fills.filter((fill) => fill !== undefined)).toHaveLength(lines);
    expect(bytes).toBeLessThanOrEqual(1_024);
  });

  it.each([1, 5, 20])('held, captured and returned with %i lines, each named', (lines) => {
    for (const decided of [factOf(realisticOrder(lines, 'mixed')), dispensedFact(lines, 'otc')]) {
      const held = authorizedFact(decided);
      const captured = capturedFact([held]);
      for (const fact of [held, captured, returnedFact([held, captured]), ...otherFollowers(held)]) {
        const bytes = billedBytes(factItem(fact));
        console.log(`${decided.order.kind} ${lines}: ${bytes} bytes, ${fact.type}`);
        expect(bytes, fact.type).toBeLessThanOrEqual(1_024);
      }
    }
  });
});
