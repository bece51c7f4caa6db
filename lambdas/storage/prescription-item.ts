import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { BalancesItem } from './balances-item.ts';
import { parseBalancesItem } from './balances-item.ts';
import type { IssuedPrescription } from '../domain/issued-prescription.ts';
import type { EpochMs } from '../domain/calendar.ts';
import type { Item } from './keys.ts';
import { numberOf, prescriptionKey, textOf } from './keys.ts';

/** A prescription as stored: whose it is, what it says, and how often it was amended. */
export interface StoredPrescription {
  readonly prescriptionNo: string;
  readonly hospitalId: string;
  readonly revision: number;
  readonly issued: IssuedPrescription;
  readonly withdrawal?: Withdrawal | undefined;
}

/** How a prescription was voided. */
export interface Withdrawal {
  readonly voidedAt: EpochMs;
  readonly reason: string;
  /** one for each settled order that had used it */
  readonly exceptionIds: readonly string[];
}

type PackedWithdrawal = readonly [voidedAt: number, reason: string, exceptionIds: readonly string[]];

export function packWithdrawal({ voidedAt, reason, exceptionIds }: Withdrawal): AttributeValue {
  return { S: JSON.stringify([voidedAt, reason, exceptionIds] satisfies PackedWithdrawal) };
}

function parseWithdrawal(text: string | undefined): Withdrawal | undefined {
  if (text === undefined) return undefined;
  const [voidedAt, reason, exceptionIds] = JSON.parse(text) as PackedWithdrawal;
  return { voidedAt, reason, exceptionIds };
}

/** `null` stands for a field that is absent. */
type PackedPrescription = readonly [
  memberId: string,
  doctorId: string,
  issuedAt: number,
  diagnoses: IssuedPrescription['diagnoses'],
  reviewedBy: string | null,
  reviewedAt: number | null,
  validUntil: number | null,
  longTerm: 0 | 1,
  consultOrderNo: string | null,
  items: readonly (readonly [code: string, name: string, quantity: number, daysSupply: number, refills: number])[],
];

/** The attributes of a prescription's item that its hospital writes; what is taken from it (`b`, `br`) is the settlements'. */
export function prescriptionAttributes({ hospitalId, issued }: Omit<StoredPrescription, 'revision'>): Item {
  const { memberId, doctorId, issuedAt, diagnoses, reviewedBy, reviewedAt, validUntil } = issued;
  const packed: PackedPrescription = [
    ...([memberId, doctorId, issuedAt, diagnoses] as const),
    ...([reviewedBy ?? null, reviewedAt ?? null, validUntil ?? null] as const),
    ...([issued.longTerm ? 1 : 0, issued.consultOrderNo ?? null] as const),
    issued.items.map((item) => [item.code, item.name, item.quantity, item.daysSupply, item.refills] as const),
  ];
  return { hospital: { S: hospitalId }, c: { S: JSON.stringify(packed) } };
}

export function parsePrescription(item: Item): StoredPrescription {
  const packed = JSON.parse(textOf(item, 'c')) as PackedPrescription;
  const [memberId, doctorId, issuedAt, diagnoses, reviewedBy, reviewedAt, validUntil, longTerm, consultOrderNo, items] =
    packed;
  return {
    ...{
      prescriptionNo: prescriptionNoOf(item),
      hospitalId: textOf(item, 'hospital'),
      revision: Number(item['r']?.N ?? 0),
      withdrawal: parseWithdrawal(item['v']?.S),
    },
    issued: {
      ...{ memberId, doctorId, issuedAt, diagnoses, longTerm: longTerm === 1 },
      reviewedBy: reviewedBy ?? undefined,
      reviewedAt: reviewedAt ?? undefined,
      validUntil: validUntil ?? undefined,
      consultOrderNo: consultOrderNo ?? undefined,
      voided: item['v'] === undefined ? undefined : true,
      items: items.map(([code, name, quantity, daysSupply, refills]) => ({
        code,
        name,
        quantity,
        daysSupply,
        refills,
      })),
    },
  };
}

/** The number, as the key says it. */
const prescriptionNoOf = (item: Item): string => textOf(item, 'pk').slice('PRESCRIPTION#'.length);

/** What was taken from a prescription; a write to it also asks that the prescription says what it said when it was read. */
export function prescriptionBalances(item: Item, now: EpochMs): BalancesItem {
  return {
    ...parseBalancesItem(prescriptionKey(prescriptionNoOf(item)), item, now),
    contentRevision: numberOf(item, 'r'),
  };
}
