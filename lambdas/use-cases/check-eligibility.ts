import type { EligibilityAnswer } from '../contracts/eligibility-answer.ts';
import type { EligibilityRequest } from '../contracts/eligibility.ts';
import { renderAccumulator } from '../contracts/render-decision.ts';
import { shanghaiDate } from '../domain/calendar.ts';
import type { EligibleBenefit, EligibleCoverage } from '../domain/eligibility.ts';
import { eligibility } from '../domain/eligibility.ts';
import { sharedQuestion } from '../domain/shared-question.ts';
import type { Answer, Call } from '../runtime/call.ts';
import { ConnectorError } from '../runtime/connector-error.ts';
import type { ConnectorKeys } from '../runtime/connector-keys.ts';
import { candidatesOn } from './decide-order.ts';
import { memberIdOf } from './name-member.ts';
import type { MemberRegistry, PlanShelf, SharedBook } from './ports.ts';

export interface EligibilityPorts {
  readonly members: Pick<MemberRegistry, 'findIdentity' | 'readMemberFile'>;
  readonly plans: PlanShelf;
  readonly shared: SharedBook;
  readonly keys: () => Promise<ConnectorKeys>;
}

/** Who is covered and for how much, on a date (today where none is given). Writes nothing. */
export async function checkEligibility(
  ports: EligibilityPorts,
  { body, caller, now }: Call<EligibilityRequest>,
): Promise<Answer> {
  const today = shanghaiDate(now);
  const date = body.serviceDate ?? today;
  const memberId = await memberIdOf(ports, body.member);
  const file = memberId === undefined ? undefined : await ports.members.readMemberFile(memberId, date, now);
  if (file?.member === undefined)
    throw new ConnectorError('member.unknown', 'No member is enrolled under this number or identity.');
  const candidates = await candidatesOn(ports, file.member, date, file.publications);
  const { memberId: found } = file.member;
  const shown = candidates.flatMap(({ coverage, plan }) =>
    plan !== undefined && coverage.consent ? [{ coverage, plan }] : [],
  );
  const shared = await ports.shared.readSharedTotals(sharedQuestion(shown, date), now);
  const coverages = eligibility({
    memberId: found,
    candidates,
    balances: new Map([...file.balances, ...shared.balances]),
    pools: shared.budgets,
    date,
    providerId: caller.partnerId,
    region: body.region,
  }).map(renderCoverage);
  return { status: 200, body: { memberId: found, coverages } satisfies EligibilityAnswer };
}

function renderCoverage(eligible: EligibleCoverage): EligibilityAnswer['coverages'][number] {
  const { coverage, plan, firstDate, benefits, limits } = eligible;
  const { coverageId, from, to, status } = coverage;
  return {
    coverageId,
    plan: plan && { planId: plan.planId, version: plan.version },
    ...{ from, to, status },
    ...(firstDate !== undefined && { firstDate }),
    benefits: benefits.map(renderBenefit),
    limits: limits.map(renderAccumulator),
  };
}

function renderBenefit({ benefitId, name, firstEligibleDate, limits }: EligibleBenefit) {
  return {
    benefitId,
    name: { zh: name.zh, en: name.en },
    ...(firstEligibleDate !== undefined && { firstEligibleDate }),
    limits: limits.map(renderAccumulator),
  };
}
