import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { AttributeValue as ImageValue } from 'aws-lambda';
import type { Item } from './keys.ts';

/** An item as a stream tells of it. It comes as JSON, with binary values in base64. */
export function itemOfImage(image: Readonly<Record<string, ImageValue>>): Item {
  return Object.fromEntries(Object.entries(image).map(([name, value]) => [name, attributeOf(value)]));
}

function attributeOf(value: ImageValue): AttributeValue {
  if (value.B !== undefined) return { B: Buffer.from(value.B, 'base64') };
  if (value.BS !== undefined) return { BS: value.BS.map((one) => Buffer.from(one, 'base64')) };
  if (value.L !== undefined) return { L: value.L.map(attributeOf) };
  if (value.M !== undefined) return { M: itemOfImage(value.M) };
  return value;
}
