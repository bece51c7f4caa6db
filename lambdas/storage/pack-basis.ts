import { addDays, dayNumber } from '../domain/calendar.ts';
import type { DecisionBasis, PrescriptionBasis } from '../domain/fact.ts';
import type { Order } from '../domain/order.ts';
import { serviceDate } from '../domain/order.ts';
import type { Fill, LatestFills } from '../domain/prescription.ts';

const FOUND = ['member', 'nobody', 'other-name'] as const satisfies readonly DecisionBasis['found'][];

type OfOrder = Pick<Order, 'lines' | 'serviceAt'>;

/** The least that says it: what stands at the end and says nothing is left out. 0 stands for a part that is absent. */
export type PackedBasis = readonly [
  publications: number,
  memberRevision: number,
  found?: number,
  pools?: readonly (string | number)[] | 0,
  /** the revision, and what had been taken of each code of the order, in the order of its lines */
  prescription?: readonly number[] | 0,
  /** of each code of the order: how many days before the service the latest fill was, and its supply; 0 for no fill */
  latestFills?: readonly number[] | 0,
  /** by coverage */
  ceilings?: readonly (readonly [coverageId: string, ...amounts: number[]])[] | 0,
];

export function packBasis(basis: DecisionBasis, order: OfOrder): PackedBasis {
  const { found, memberRevision, publications, pools, prescription, latestFills, ceilings } = basis;
  const codes = codesOf(order);
  const parts = [
    FOUND.indexOf(found),
    pools.size === 0 ? 0 : [...pools].flat(),
    prescription === undefined ? 0 : packPrescription(prescription, codes),
    latestFills.size === 0 ? 0 : packFills(latestFills, codes, order),
    ceilings === undefined ? 0 : [...ceilings].map(([coverageId, amounts]) => [coverageId, ...amounts]),
  ];
  return [publications, memberRevision, ...withoutEnd(parts)] as unknown as PackedBasis;
}

export function unpackBasis(packed: PackedBasis, order: OfOrder): DecisionBasis {
  const [publications, memberRevision, found = 0, pools = 0, prescription = 0, latestFills = 0, ceilings = 0] = packed;
  const left = new Map<string, number>();
  if (pools !== 0) for (let at = 0; at < pools.length; at += 2) left.set(String(pools[at]), Number(pools[at + 1]));
  const codes = codesOf(order);
  return {
    ...{ found: FOUND[found] ?? 'member', memberRevision, publications, pools: left },
    prescription: prescription === 0 ? undefined : unpackPrescription(prescription, codes),
    latestFills: new Map(latestFills === 0 ? [] : unpackFills(latestFills, codes, order)),
    ceilings: ceilings === 0 ? undefined : new Map(ceilings.map(([coverageId, ...amounts]) => [coverageId, amounts])),
  };
}

const codesOf = ({ lines }: OfOrder): readonly string[] => [...new Set(lines.flatMap(({ code }) => code ?? []))];

function packPrescription({ revision, taken }: PrescriptionBasis, codes: readonly string[]): readonly number[] {
  return [revision, ...withoutEnd(codes.map((code) => taken.get(code) ?? 0))];
}

function unpackPrescription(
  [revision = 0, ...amounts]: readonly number[],
  codes: readonly string[],
): PrescriptionBasis {
  const taken = codes.map((code, index) => [code, amounts[index] ?? 0] as const);
  return { revision, taken: new Map(taken.filter(([, amount]) => amount > 0)) };
}

function packFills(fills: LatestFills, codes: readonly string[], order: OfOrder): readonly number[] {
  const served = dayNumber(serviceDate(order));
  return withoutEnd(
    codes.flatMap((code) => {
      const fill = fills.get(code);
      return fill === undefined ? [0, 0] : [served - dayNumber(fill.date), fill.daysSupply];
    }),
  );
}

function unpackFills(packed: readonly number[], codes: readonly string[], order: OfOrder): [string, Fill][] {
  const served = serviceDate(order);
  return codes.flatMap((code, index): [string, Fill][] => {
    const [daysBefore = 0, daysSupply = 0] = packed.slice(2 * index, 2 * index + 2);
    return daysSupply === 0 ? [] : [[code, { date: addDays(served, -daysBefore), daysSupply }]];
  });
}

/** A list without the zeros at its end. */
function withoutEnd<T>(list: readonly (T | 0)[]): readonly (T | 0)[] {
  return list.slice(0, list.findLastIndex((one) => one !== 0) + 1);
}
