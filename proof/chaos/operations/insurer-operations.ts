import { addDays } from '../../../lambdas/domain/calendar.ts';
import type { DemoPartnerId } from '../../../local/partners/demo-partners.ts';
import type { World } from '../world.ts';
import { recent } from '../world.ts';
import type { Desk, Operation } from './desk.ts';
import { ask, textOf } from './desk.ts';

const INSURERS: readonly DemoPartnerId[] = ['insurer-a', 'insurer-b'];

async function acknowledge(desk: Desk): Promise<void> {
  const { world, clock } = desk;
  const by = world.chance.pick(INSURERS);
  const date = addDays(clock.today(), -world.chance.between(1, 3));
  const [, told] = await ask(desk, 'statement', by, ['GET', `/v1/statements/${date}`]);
  if (told.status !== 200) return;
  const { version, sha256, count, net } = told.body as {
    readonly version: number;
    readonly sha256: string;
    readonly count: number;
    readonly net: number;
  };
  const wrong = world.chance.oneIn(6) ? 1 : 0;
  await ask(desk, 'acknowledge', by, ['POST', `/v1/statements/${date}/acknowledgement`], {
    version,
    sha256,
    count,
    net: net + wrong,
  });
  world.statements.set(`${by} ${date}`, { insurerId: by, date, count });
}

const aStatement = ({ chance, statements }: World) => recent(chance, [...statements.values()]);

async function dispute(desk: Desk): Promise<void> {
  const { world } = desk;
  const { chance } = world;
  const statement = aStatement(world);
  if (statement === undefined || statement.count === 0) return acknowledge(desk);
  const entry = {
    line: chance.between(1, statement.count),
    code: 'price',
    ...(chance.oneIn(2) && { expectedAmount: chance.below(500) }),
  };
  const target = `/v1/statements/${statement.date}/disputes`;
  const [, told] = await ask(desk, 'dispute', statement.insurerId, ['POST', target], [entry]);
  const { disputes = [] } = told.body as { readonly disputes?: readonly { readonly disputeId: string }[] };
  const [opened] = disputes;
  if (opened !== undefined && !chance.oneIn(3)) await desk.decideDispute(opened.disputeId, !chance.oneIn(3));
}

async function remit(desk: Desk): Promise<void> {
  const { world, clock } = desk;
  const { chance } = world;
  const statement = aStatement(world);
  if (statement === undefined) return acknowledge(desk);
  const lines = statement.count > 0 && chance.oneIn(2) ? { lines: [chance.between(1, statement.count)] } : {};
  const body = {
    ...{ remittanceNo: chance.oneIn(8) ? 'RM-1' : world.number('RM'), paidAt: new Date(clock.now()).toISOString() },
    items: [{ businessDate: statement.date, amount: chance.pick([1, 500, 5_000, 60_000]), ...lines }],
  };
  await ask(desk, 'remit', statement.insurerId, ['POST', '/v1/remittances'], body);
}

/** The answer to a claim that was pending, or another one than before. */
async function answerClaim(desk: Desk): Promise<void> {
  const { world, insurers } = desk;
  const by = world.chance.pick(INSURERS);
  const claimId = recent(world.chance, insurers.pending(by));
  if (claimId === undefined) return;
  const reply = world.chance.oneIn(4)
    ? ({ status: 'rejected', reason: 'looked into' } as const)
    : ({ status: 'accepted', insurerClaimNo: 'IC-late' } as const);
  const [, told] = await ask(desk, 'claim-result', by, ['POST', `/v1/claims/${claimId}/result`], reply);
  if (textOf(told, 'status') === reply.status) insurers.decide(by, claimId, reply);
}

export const insurerOperations: readonly Operation[] = [
  [1.2, acknowledge],
  [1, dispute],
  [1, remit],
  [1.5, answerClaim],
];
