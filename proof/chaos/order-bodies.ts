import type { OrderRequest } from '../../lambdas/contracts/order.ts';
import { addDays, shanghaiInstant } from '../../lambdas/domain/calendar.ts';
import type { PrescriptionRequest } from '../../lambdas/contracts/prescription.ts';
import type { Chance } from './chance.ts';
import type { Clock } from './clock.ts';
import { DRUG_CODES } from './documents.ts';
import type { KnownMember, World } from './world.ts';
import { recent } from './world.ts';

type Line = OrderRequest['lines'][number];

const DAY_MS = 86_400_000;
const PRICES = [100, 333, 999, 1_000, 2_501, 4_000, 9_999] as const;

/** When it was: mostly just now, sometimes days ago, and now and then so long ago that another period pays. */
export function serviceInstant(chance: Chance, clock: Clock): string {
  const ago = chance.weighed([
    [70, chance.below(3_600_000)],
    [22, chance.below(4 * DAY_MS)],
    [8, chance.below(200 * DAY_MS)],
  ]);
  return shanghaiInstant(clock.now() - ago);
}

const memberNamed = (chance: Chance, { memberId, person }: KnownMember): OrderRequest['member'] => {
  if (person === undefined || !chance.oneIn(4)) return { memberId };
  return { idType: person.idType, idNo: person.idNo, name: person.name };
};

export function consultBody(world: World, clock: Clock, member: KnownMember): OrderRequest {
  const { chance } = world;
  const lines = Array.from(
    {
      length: chance.weighed([
        [6, 1],
        [3, 2],
        [1, 4],
      ]),
    },
    (_, index): Line => ({
      ...{ lineNo: index + 1, category: chance.oneIn(6) ? 'test' : 'consult', code: 'CONSULT-TEXT', name: '图文复诊' },
      ...{
        quantity: String(
          chance.weighed([
            [5, 1],
            [1, 3],
          ]),
        ),
        amount: chance.pick(PRICES),
      },
    }),
  );
  return {
    ...{ orderNo: world.number('HX'), kind: 'consult', serviceAt: serviceInstant(chance, clock), lines },
    member: memberNamed(chance, member),
    visit: { type: 'follow-up', mode: 'text', department: 'dermatology', doctorId: 'D310199000003' },
    diagnoses: [{ code: 'L30.900', name: '湿疹' }],
    ...(chance.oneIn(8) && {
      priorPayments: [{ payer: 'national', lineNo: 1, amount: Math.min(lines[0]?.amount ?? 0, 300) }],
    }),
  };
}

export function drugBody(world: World, clock: Clock, member: KnownMember): OrderRequest {
  const { chance } = world;
  const prescription = chance.oneIn(6)
    ? undefined
    : recent(
        chance,
        world.prescriptions.filter(({ memberId }) => memberId === member.memberId),
      );
  const codes = prescription === undefined ? DRUG_CODES.slice(0, 3) : prescription.body.items.map(({ code }) => code);
  const lines = Array.from(
    {
      length: chance.weighed([
        [5, 1],
        [3, 2],
      ]),
    },
    (_, index): Line => {
      const quantity = chance.weighed([
        [6, chance.between(1, 4)],
        [1, 1.5],
        [1, 30],
      ]);
      return {
        ...{ lineNo: index + 1, category: 'drug', code: codes[index % codes.length] ?? 'DR-1', name: '药品' },
        ...{ quantity: String(quantity), amount: Math.round(quantity * chance.between(500, 1_500)) },
        daysSupply: chance.between(1, 14),
      };
    },
  );
  return {
    ...{ orderNo: world.number('YX'), kind: 'pharmacy', serviceAt: serviceInstant(chance, clock), lines },
    member: memberNamed(chance, member),
    diagnoses: [{ code: 'E11.900' }],
    ...(prescription !== undefined && { prescriptionNo: prescription.prescriptionNo }),
  };
}

export function prescriptionBody(world: World, clock: Clock, memberId: string): PrescriptionRequest {
  const { chance } = world;
  const now = clock.now();
  const issuedAgo = chance.between(120_000, 5 * DAY_MS);
  const first = chance.below(DRUG_CODES.length);
  const items = Array.from({ length: chance.between(1, 2) }, (_, index) => ({
    ...{ code: DRUG_CODES[(first + index) % DRUG_CODES.length] ?? 'DR-1', name: '药品' },
    ...{ quantity: String(chance.between(2, 12)), daysSupply: chance.between(3, 14), refills: chance.below(3) },
  }));
  return {
    ...{ member: { memberId }, diagnoses: [{ code: 'E11.900' }], doctorId: 'D310199000003', items },
    ...{
      issuedAt: shanghaiInstant(now - issuedAgo),
      reviewedBy: 'PH-310199',
      reviewedAt: shanghaiInstant(now - issuedAgo + 60_000),
    },
    validUntil: `${addDays(clock.today(), chance.between(1, 20))}T00:00:00+08:00`,
  };
}
