import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { EpochMs } from '../domain/calendar.ts';
import { tableName } from './dynamodb-client.ts';
import { prescriptionKey, prescriptionRevisionKey } from './keys.ts';
import type { Rider } from './post-facts.ts';
import type { StoredPrescription, Withdrawal } from './prescription-item.ts';
import { packWithdrawal, parsePrescription, prescriptionAttributes } from './prescription-item.ts';
import { atRevision } from './at-revision.ts';
import { readItems } from './read-items.ts';
import { unpackHold } from './stored-hold.ts';
import { transact } from './transact.ts';

/** A prescription and the orders that have to do with it, by their ids. */
export interface PrescriptionUse {
  readonly prescription: StoredPrescription;
  /** the balances' own revision: an order that takes or gives back changes it */
  readonly balancesRevision: number;
  /** authorizations that hold something of it */
  readonly heldBy: readonly string[];
  /** orders that were settled or captured on it, given back since or not */
  readonly usedBy: readonly string[];
}

export async function readPrescriptionUse(prescriptionNo: string, now: EpochMs): Promise<PrescriptionUse | undefined> {
  const [item] = (await readItems([prescriptionKey(prescriptionNo)])).values();
  if (item === undefined) return undefined;
  const holds = Object.entries(item['h']?.M ?? {}).map(([orderId, { S = '' }]) => unpackHold(orderId, S));
  return {
    prescription: parsePrescription(item),
    balancesRevision: Number(item['br']?.N ?? 0),
    heldBy: holds.filter(({ expiresAt }) => expiresAt > now).map(({ orderId }) => orderId),
    usedBy: item['o']?.SS ?? [],
  };
}

/** Most of what one transaction takes beside the prescription and its archive. */
const MAX_RIDERS = 90;

/**
 * Voids a prescription as it was read: from now on nothing can be decided or captured on it. What it said before is kept, because orders
 * were decided by it. Exceptions are opened with it; those that do not fit are opened before, which does no harm, since each is opened
 * once.
 */
export async function writeWithdrawal(
  admission: Promise<void>,
  { prescription, balancesRevision }: PrescriptionUse,
  withdrawal: Withdrawal,
  exceptions: readonly Rider[],
): Promise<'written' | 'moved'> {
  for (let from = MAX_RIDERS; from < exceptions.length; from += MAX_RIDERS) {
    await transact(admission, exceptions.slice(from, from + MAX_RIDERS));
  }
  const { prescriptionNo, revision } = prescription;
  const TableName = tableName();
  const asRead = atRevision(balancesRevision, revision);
  const archived = { ...prescriptionRevisionKey(prescriptionNo, revision), ...prescriptionAttributes(prescription) };
  const write: TransactWriteItem = {
    Update: {
      TableName,
      Key: { ...prescriptionKey(prescriptionNo) },
      UpdateExpression: 'SET v = :v, r = :next',
      ConditionExpression: asRead.ConditionExpression,
      ExpressionAttributeValues: {
        ...asRead.ExpressionAttributeValues,
        ':v': packWithdrawal(withdrawal),
        ':next': { N: String(revision + 1) },
      },
    },
  };
  const writes = [write, { Put: { TableName, Item: archived } }, ...exceptions.slice(0, MAX_RIDERS)];
  return (await transact(admission, writes)).outcome === 'written' ? 'written' : 'moved';
}
