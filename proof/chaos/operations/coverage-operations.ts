import { NDJSON_TYPE } from '../../../lambdas/contracts/list-schema.ts';
import { addDays } from '../../../lambdas/domain/calendar.ts';
import type { Asking, Told } from '../clients.ts';
import {
  coverageDocument,
  FORMULARIES,
  formularyEntries,
  insurerOf,
  personOf,
  planDocument,
  PLANS,
  POOLS,
} from '../documents.ts';
import type { PlanId } from '../documents.ts';
import type { KnownMember } from '../world.ts';
import { remembered } from '../world.ts';
import type { Desk, Operation } from './desk.ts';
import { ask, noteIfTaken, someMember } from './desk.ts';

const SIZES = [40, 80, 100, 130, 200] as const;

export async function publishPlan(desk: Desk, planId: PlanId, size: number): Promise<Told> {
  const { world } = desk;
  const version = (world.planVersions.get(planId) ?? 0) + 1;
  world.planVersions.set(planId, version);
  const target = `/v1/plans/${planId}/versions/${version}`;
  const [, told] = await ask(desk, 'plan', insurerOf[planId], ['PUT', target], planDocument(planId, version, size));
  return told;
}

async function changePlan(desk: Desk): Promise<void> {
  const told = await publishPlan(desk, desk.world.chance.pick(PLANS), desk.world.chance.pick(SIZES));
  noteIfTaken(desk, 'plan-changed', told);
}

export async function publishFormulary(desk: Desk, which: (typeof FORMULARIES)[number]): Promise<Told> {
  const { world } = desk;
  const { formularyId, insurerId } = which;
  const version = (world.formularyVersions.get(formularyId) ?? 0) + 1;
  world.formularyVersions.set(formularyId, version);
  const target = `/v1/formularies/${formularyId}/versions/${version}`;
  const [, told] = await ask(desk, 'formulary', insurerId, ['PUT', target], formularyEntries(world.chance));
  return told;
}

async function changeFormulary(desk: Desk): Promise<void> {
  noteIfTaken(desk, 'formulary-changed', await publishFormulary(desk, desk.world.chance.pick(FORMULARIES)));
}

export async function putPool(desk: Desk, { poolId, insurerId, shards }: (typeof POOLS)[number]): Promise<Told> {
  const { chance } = desk.world;
  const body = { budget: chance.pick([30_000, 200_000, 600_000, 2_000_000]), shards: chance.pick(shards) };
  const [, told] = await ask(desk, 'pool', insurerId, ['PUT', `/v1/pools/${poolId}`], body);
  return told;
}

async function changePool(desk: Desk): Promise<void> {
  noteIfTaken(desk, 'pool-changed', await putPool(desk, desk.world.chance.pick(POOLS)));
}

/** Somebody new, in a family with those before, under one plan or under several. */
export async function enrolSomebody(desk: Desk): Promise<void> {
  const { world } = desk;
  const { chance } = world;
  const memberId = world.number('M');
  const count = Number(memberId.slice('M-'.length));
  const person = chance.oneIn(4) ? personOf(count) : undefined;
  const member: KnownMember = { memberId, person, coverages: new Map() };
  const plans = chance.pick<readonly PlanId[]>([
    ['family-plan'],
    ['pool-plan'],
    ['basic-plan'],
    ['family-plan', 'basic-plan'],
    [...PLANS],
  ]);
  for (const [index, planId] of plans.entries()) {
    const body = {
      ...coverageDocument(memberId, planId, { priority: 100 - index, nationalInsurance: chance.oneIn(5) }),
      ...(planId === 'family-plan' && { familyId: `F-${Math.floor(count / 20)}` }),
      ...(person !== undefined && { identity: person }),
    };
    const coverageId = `${planId}-${memberId}`;
    await ask(desk, 'enrol', insurerOf[planId], ['PUT', `/v1/coverages/${coverageId}`], body);
    member.coverages.set(coverageId, body);
  }
  world.members = remembered(world.members, member, 24);
}

async function amend(desk: Desk): Promise<void> {
  const { world, clock } = desk;
  const { chance } = world;
  const { coverages } = someMember(world);
  const [coverageId, body] = chance.pick([...coverages]);
  const change = chance.pick([
    { status: chance.pick(['active', 'active', 'suspended'] as const) },
    { to: addDays(clock.today(), chance.between(-3, 40)) },
    { nationalInsurance: chance.oneIn(2) },
    { consent: !chance.oneIn(6) },
    ...(body.planId === 'family-plan' ? [{ familyId: `F-${chance.below(3)}` }] : []),
  ]);
  const amended = { ...body, ...change };
  coverages.set(coverageId, amended);
  const [, told] = await ask(desk, 'amend', insurerOf[body.planId], ['PUT', `/v1/coverages/${coverageId}`], amended);
  noteIfTaken(desk, 'coverage-changed', told);
}

async function enrolByFile(desk: Desk): Promise<void> {
  const { world } = desk;
  const count = world.chance.between(2, 20);
  const rows = Array.from({ length: count }, () => {
    const memberId = world.number('M');
    const coverageId = `basic-plan-${memberId}`;
    const body = coverageDocument(memberId, 'basic-plan');
    world.members = remembered(
      world.members,
      { memberId, person: undefined, coverages: new Map([[coverageId, body]]) },
      24,
    );
    return { coverageId, ...body };
  });
  const asking: Asking = {
    ...{ partnerId: 'insurer-b', kind: 'enrol-file', method: 'POST', target: '/v1/enrolments' },
    ...{ contentType: NDJSON_TYPE, body: rows.map((row) => JSON.stringify(row)).join('\n') },
  };
  await desk.clients.send(asking);
}

export const coverageOperations: readonly Operation[] = [
  [0.5, changePlan],
  [0.2, changeFormulary],
  [0.9, changePool],
  [1.2, enrolSomebody],
  [2.5, amend],
  [0.15, enrolByFile],
];
