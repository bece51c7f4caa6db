import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { Balances } from '../domain/accumulator.ts';
import type { CalendarDate, EpochMs } from '../domain/calendar.ts';
import type { IssuedPrescription } from '../domain/issued-prescription.ts';
import { tableName } from './dynamodb-client.ts';
import type { Item } from './keys.ts';
import { keyText, memberKey, prescriptionKey, prescriptionRevisionKey } from './keys.ts';
import { parseMember } from './member-item.ts';
import type { StoredPrescription } from './prescription-item.ts';
import { parsePrescription, prescriptionAttributes, prescriptionBalances } from './prescription-item.ts';
import { readItems } from './read-items.ts';
import type { Outcome } from './transact.ts';
import { transact } from './transact.ts';

/** A prescription with what has been taken from it. */
export interface PrescriptionFile extends StoredPrescription {
  readonly balances: Balances;
  /** whether anything was ever taken from it, given back since or not */
  readonly isUsed: boolean;
}

/** What issuing a prescription depends on: what stands under its number, and whether the member is a child. */
export interface IssuingFile {
  readonly prescription: PrescriptionFile | undefined;
  /** as enrolled; `undefined` where the member is not enrolled or its birth date is not known */
  readonly birthDate: CalendarDate | undefined;
}

/** In one round trip; without a member only what stands under the number. */
export async function readIssuingFile(
  prescriptionNo: string,
  memberId: string | undefined,
  now: EpochMs,
): Promise<IssuingFile> {
  const key = prescriptionKey(prescriptionNo);
  const ofMember = memberId === undefined ? undefined : memberKey(memberId);
  const items = await readItems([key, ...(ofMember === undefined ? [] : [ofMember])]);
  const item = items.get(keyText(key));
  const member = ofMember && items.get(keyText(ofMember));
  return {
    prescription: item && prescriptionFile(item, now),
    birthDate: memberId === undefined || member === undefined ? undefined : parseMember(memberId, member).birthDate,
  };
}

function prescriptionFile(item: Item, now: EpochMs): PrescriptionFile {
  const { balances, revision } = prescriptionBalances(item, now);
  return { ...parsePrescription(item), balances, isUsed: revision > 0 };
}

/** What a prescription said at a revision, which is the present one or, read after that, one that has been amended since. */
export async function readPrescriptionRevision(
  prescriptionNo: string,
  revision: number,
): Promise<IssuedPrescription | undefined> {
  const [present] = (await readItems([prescriptionKey(prescriptionNo)])).values();
  if (present !== undefined && Number(present['r']?.N) === revision) return parsePrescription(present).issued;
  const [archived] = (await readItems([prescriptionRevisionKey(prescriptionNo, revision)])).values();
  return archived && parsePrescription(archived).issued;
}

/**
 * Issues a prescription, or amends one as it was read, if nothing has ever been taken from it. What it said before is kept, because
 * orders may have been declined by it.
 */
export async function writePrescription(
  admission: Promise<void>,
  before: StoredPrescription | undefined,
  after: Omit<StoredPrescription, 'revision'>,
): Promise<Outcome['outcome']> {
  const TableName = tableName();
  const Key = prescriptionKey(after.prescriptionNo);
  const revision = before?.revision ?? 0;
  const Item = { ...Key, ...prescriptionAttributes(after), r: { N: String(revision + 1) } };
  const write: TransactWriteItem = {
    Put:
      before === undefined
        ? { TableName, Item, ConditionExpression: 'attribute_not_exists(pk)' }
        : {
            ...{ TableName, Item, ConditionExpression: 'r = :before AND attribute_not_exists(br)' },
            ExpressionAttributeValues: { ':before': { N: String(revision) } },
          },
  };
  return (await transact(admission, [write, ...archived(before)])).outcome;
}

/** Under the condition of the prescription itself. */
function archived(before: StoredPrescription | undefined): readonly TransactWriteItem[] {
  if (before === undefined) return [];
  const Item = {
    ...prescriptionRevisionKey(before.prescriptionNo, before.revision),
    ...prescriptionAttributes(before),
  };
  return [{ Put: { TableName: tableName(), Item } }];
}
