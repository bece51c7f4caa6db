import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { tableShape } from '../../lambdas/storage/table-shape.ts';

type Item = Readonly<Record<string, AttributeValue>>;

/** What DynamoDB bills beside the item itself, in the table and in each index. */
const OVERHEAD_BYTES = 100;
const NESTED_BYTES = 3;

/** Bytes as they are stored and billed, in the table and in the indexes that the item stands in. */
export function storedBytes(item: Item): number {
  const { statementIndex, memberIndex, partitionKey, sortKey } = tableShape;
  const whole = sizeOf(item) + OVERHEAD_BYTES;
  const inStatement = statementIndex.partitionKey in item ? whole : 0;
  const keys: readonly string[] = [partitionKey, sortKey, memberIndex.partitionKey, memberIndex.sortKey];
  const kept = Object.fromEntries(Object.entries(item).filter(([name]) => keys.includes(name)));
  const inMember = memberIndex.partitionKey in item ? sizeOf(kept) + OVERHEAD_BYTES : 0;
  return whole + inStatement + inMember;
}

const sizeOf = (item: Item): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueSize(value), 0);

function valueSize({ S, N, B, M, L, SS, NS }: AttributeValue): number {
  if (S !== undefined) return Buffer.byteLength(S);
  // two digits to a byte, and one for the sign and the exponent
  if (N !== undefined) return Math.ceil(N.replace('-', '').length / 2) + 1;
  if (B !== undefined) return B.byteLength;
  if (M !== undefined) return NESTED_BYTES + sizeOf(M);
  if (L !== undefined) return NESTED_BYTES + L.reduce((sum, one) => sum + 1 + valueSize(one), 0);
  return [...(SS ?? []), ...(NS ?? [])].reduce((sum, one) => sum + Buffer.byteLength(one), NESTED_BYTES) + 1;
}
