import { deriveKeys } from '../../lambdas/runtime/connector-keys.ts';
import { connectorSigner } from '../../lambdas/runtime/connector-signature.ts';
import { renderClaim } from '../../lambdas/contracts/render-claim.ts';
import { insurerDesk } from '../../lambdas/gateways/insurer-desk.ts';
import { readClaimFile } from '../../lambdas/storage/claim-book.ts';
import { lambdaContext } from '../../local/functions/lambda-context.ts';
import { startInsurer } from '../../local/insurer/insurer-simulator.ts';
import type { InsurerSimulator } from '../../local/insurer/insurer-simulator.ts';
import { registerPartners } from '../../local/partners/register-partners.ts';
import type { Stage } from '../engine/stage.ts';
import { startStage } from '../engine/stage.ts';
import type { Figure } from '../figure.ts';
import { atLeast, figure } from '../figure.ts';
import type { Contestant, RoundPlan } from '../measure/rounds.ts';
import { alternate, medianRate, medianRatio } from '../measure/rounds.ts';
import { rounded } from '../measure/statistics.ts';
import { bookedClaims, claimEvent } from '../workload/claims.ts';
import { INSURER, publishBenchPlan } from '../workload/enrolment.ts';
import { BENCH_NOW } from '../workload/orders.ts';

const LEAST_SHARE = 0.6;
const [CLAIM, CALL] = ['a claim', 'its signed HTTP call alone'];
const NO_SECRETS = 'of a bench whose insurers verify nothing';

/** How much of what signed HTTP calls can do at most is left when a claim is read, rendered and recorded beside them. */
export async function measureClaims(plan: RoundPlan): Promise<readonly Figure[]> {
  const stage = await startStage();
  const insurer = await startInsurer({ register: ':memory:', slowMs: 0 });
  try {
    await registerPartners(stage.client, stage.tableName, [stage.credential(INSURER)], {
      keys: deriveKeys(NO_SECRETS),
      claimsUrlOf: insurer.claimsUrlOf,
    });
    await publishBenchPlan(stage);
    const rates = await alternate([await claimContestant(stage), callContestant(stage, insurer)], plan);
    const rate = (name: string) => figure(`${name}: rate`, rounded(medianRate(rates, name), 0), 'a second');
    const share = rounded(medianRatio(rates, CLAIM, CALL), 3);
    return [
      ...[CLAIM, CALL].map(rate),
      figure('claims vs floor of one signed HTTP call', share, 'ratio', atLeast(LEAST_SHARE)),
    ];
  } finally {
    await insurer.stop();
    await stage.stop();
  }
}

/** The function, from the message to the record of the answer. */
async function claimContestant(stage: Stage): Promise<Contestant> {
  // only after the stage is set, because it reads its variables when it is loaded
  const { handler } = await import('../../lambdas/handlers/queue/claims.ts');
  const context = lambdaContext('bench', 24 * 3_600_000);
  return {
    name: CLAIM,
    prepare: async (count) =>
      (await bookedClaims(stage, count)).map((ref) => async () => {
        const event = claimEvent(ref) as unknown as Parameters<typeof handler>[0];
        const { batchItemFailures } = await handler(event, context);
        if (batchItemFailures.length > 0) throw new Error('a claim failed');
      }),
  };
}

/** The same claims, signed and sent over the same gateway; nothing is read before and nothing recorded after. */
function callContestant(stage: Stage, insurer: InsurerSimulator): Contestant {
  const signer = connectorSigner(deriveKeys(NO_SECRETS));
  const desk = insurerDesk(async () => signer, { local: true });
  return {
    name: CALL,
    prepare: async (count) => {
      const files = await Promise.all((await bookedClaims(stage, count)).map(readClaimFile));
      return files.map(({ line, facts }) => {
        const body = JSON.stringify(renderClaim(line, facts));
        return async () => {
          const outcome = await desk.submit(insurer.claimsUrlOf(INSURER), line.claimId, body, BENCH_NOW);
          if (!('answer' in outcome)) throw new Error('a call failed');
        };
      });
    },
  };
}
