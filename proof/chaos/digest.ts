import { createHash } from 'node:crypto';
import type { EngineWire } from './engine-wire.ts';
import { TABLE_NAME } from './surroundings.ts';

type WireItem = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Everything that stands in the table, in the order of its keys; the same for two runs that were the same. */
export async function tableDigest(wire: EngineWire): Promise<string> {
  const lines: string[] = [];
  let start: unknown;
  do {
    const request = { TableName: TABLE_NAME, ...(start !== undefined && { ExclusiveStartKey: start }) };
    const { body } = await wire.ask('Scan', request);
    for (const item of body['Items'] as readonly WireItem[]) lines.push(lineOf(item));
    start = body['LastEvaluatedKey'];
  } while (start !== undefined);
  const hash = createHash('sha256');
  for (const line of lines.toSorted()) hash.update(line).update('\n');
  return hash.digest('hex');
}

const lineOf = (item: WireItem): string => {
  const { pk, sk, ...others } = item;
  return `${String(pk?.['S'])} ${String(sk?.['S'])} ${inOrder(others)}`;
};

/** Nothing in an item says in which order its attributes come. */
function inOrder(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inOrder).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const parts = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return `{${parts.map(([name, part]) => `${name}:${inOrder(part)}`).join()}}`;
}
