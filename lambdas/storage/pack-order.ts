import type { Diagnosis, MemberReference, Order, OrderLine, PriorPayment, Visit } from '../domain/order.ts';
import { LINE_CATEGORIES, ORDER_KINDS, VISIT_MODES, VISIT_TYPES } from '../domain/order.ts';
import { entryAt } from './fact-texts.ts';

/** 0 stands for a field that is absent. */
type Maybe<T> = T | 0;

export type PackedOrder = readonly [
  kind: number,
  serviceAt: string,
  member: string | readonly [identityHash: string, nameHash: string],
  region: Maybe<string>,
  visit: Maybe<PackedVisit>,
  prescriptionNo: Maybe<string>,
  diagnoses: readonly (string | readonly [code: string, name: string])[],
  priorPayments: readonly (readonly [payer: string, lineNo: number, amount: number])[],
];

type PackedVisit = readonly [
  type: number,
  mode: number,
  department: Maybe<string>,
  doctorId: Maybe<string>,
  priorDiagnosisEvidence: PackedFlag,
  guardianPresent: PackedFlag,
];

/** absent, false, true */
type PackedFlag = 0 | 1 | 2;

export type PackedOrderLine = readonly [
  lineNo: number,
  category: number,
  code: Maybe<string>,
  name: string,
  quantity: number,
  amount: number,
  daysSupply: number,
];

/** An order without its number, which is in the key, and without its lines, which stand with their decisions. */
export function packOrder(order: Order): PackedOrder {
  const { member } = order;
  return [
    ORDER_KINDS.indexOf(order.kind),
    order.serviceAt,
    member.by === 'memberId' ? member.memberId : [member.identityHash, member.nameHash],
    order.region ?? 0,
    order.visit === undefined ? 0 : packVisit(order.visit),
    order.prescriptionNo ?? 0,
    order.diagnoses.map(({ code, name }) => (name === undefined ? code : ([code, name] as const))),
    order.priorPayments.map(({ payer, lineNo, amount }) => [payer, lineNo, amount] as const),
  ];
}

export function unpackOrder(orderNo: string, packed: PackedOrder, lines: readonly OrderLine[]): Order {
  const [kind, serviceAt, member, region, visit, prescriptionNo, diagnoses, priorPayments] = packed;
  return {
    orderNo,
    kind: entryAt(ORDER_KINDS, kind),
    serviceAt,
    member: unpackMember(member),
    region: present(region),
    visit: visit === 0 ? undefined : unpackVisit(visit),
    prescriptionNo: present(prescriptionNo),
    diagnoses: diagnoses.map((one): Diagnosis =>
      typeof one === 'string' ? { code: one } : { code: one[0], name: one[1] },
    ),
    lines,
    priorPayments: priorPayments.map(([payer, lineNo, amount]): PriorPayment => ({ payer, lineNo, amount })),
  };
}

export function packOrderLine(line: OrderLine): PackedOrderLine {
  const { lineNo, category, code, name, quantity, amount, daysSupply } = line;
  return [lineNo, LINE_CATEGORIES.indexOf(category), code ?? 0, name, quantity, amount, daysSupply ?? 0];
}

export function unpackOrderLine([
  lineNo,
  category,
  code,
  name,
  quantity,
  amount,
  daysSupply,
]: PackedOrderLine): OrderLine {
  return {
    ...{ lineNo, name, quantity, amount },
    category: entryAt(LINE_CATEGORIES, category),
    code: present(code),
    daysSupply: present(daysSupply),
  };
}

function unpackMember(member: PackedOrder[2]): MemberReference {
  if (typeof member === 'string') return { by: 'memberId', memberId: member };
  return { by: 'identity', identityHash: member[0], nameHash: member[1] };
}

function packVisit({ type, mode, department, doctorId, priorDiagnosisEvidence, guardianPresent }: Visit): PackedVisit {
  return [
    VISIT_TYPES.indexOf(type),
    VISIT_MODES.indexOf(mode),
    department ?? 0,
    doctorId ?? 0,
    packFlag(priorDiagnosisEvidence),
    packFlag(guardianPresent),
  ];
}

function unpackVisit([type, mode, department, doctorId, evidence, guardian]: PackedVisit): Visit {
  return {
    type: entryAt(VISIT_TYPES, type),
    mode: entryAt(VISIT_MODES, mode),
    department: present(department),
    doctorId: present(doctorId),
    priorDiagnosisEvidence: unpackFlag(evidence),
    guardianPresent: unpackFlag(guardian),
  };
}

const packFlag = (flag: boolean | undefined): PackedFlag => (flag === undefined ? 0 : flag ? 2 : 1);
const unpackFlag = (flag: PackedFlag): boolean | undefined => (flag === 0 ? undefined : flag === 2);

function present<T extends string | number>(value: Maybe<T>): T | undefined {
  return value === 0 ? undefined : value;
}
