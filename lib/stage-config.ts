import * as z from 'zod';
import type { HandlerName } from './function-needs.ts';

/** A stage is one whole installation. `local` is what `npm start` runs on one machine; it is never deployed. */
export const deployedStages = ['dev', 'staging', 'prod'] as const;
export type DeployedStage = (typeof deployedStages)[number];
export type Stage = DeployedStage | 'local';

export interface AlarmThresholds {
  /** percent of all answers */
  readonly serverErrorPercent: number;
  /** milliseconds, 99th percentile, as the gateway sees it */
  readonly latencyP99Ms: number;
  /** refused signatures in five minutes */
  readonly signatureRefusals: number;
}

export interface StageConfig {
  readonly stage: Stage;
  readonly tableName: string;
  /** nobody deletes the table by mistake, not even with CloudFormation */
  readonly deletionProtection: boolean;
  readonly logRetentionDays: 7 | 30 | 365;
  /** how long no statement can be deleted or changed; absolute: by nobody, the account's owner included */
  readonly statementRetention: { readonly days: number; readonly isAbsolute: boolean };
  /** of the throttles in lambdas/contracts/routes.ts */
  readonly throttleScale: number;
  /** by handler; what is not named here shares the account's pool */
  readonly reservedConcurrency: Readonly<Partial<Record<HandlerName, number>>>;
  readonly alarms: AlarmThresholds;
  readonly alarmEmail?: string | undefined;
  readonly domain?: { readonly name: string; readonly certificateArn: string } | undefined;
}

/** Also what `npm run partner -- --stage` uses: the name follows from the stage, so that no lookup is needed. */
export function tableNameOf(stage: Stage): string {
  return `direct-billing-${stage}`;
}

type StageDefaults = Omit<StageConfig, 'stage' | 'tableName' | 'alarmEmail' | 'domain'>;

const trial: StageDefaults = {
  deletionProtection: false,
  logRetentionDays: 7,
  statementRetention: { days: 1, isAbsolute: false },
  throttleScale: 0.05,
  // A new account has ten concurrent executions in all and refuses any reservation.
  reservedConcurrency: {},
  alarms: { serverErrorPercent: 5, latencyP99Ms: 3_000, signatureRefusals: 500 },
};

const stageDefaults: Readonly<Record<Stage, StageDefaults>> = {
  local: trial,
  dev: trial,
  staging: {
    deletionProtection: true,
    logRetentionDays: 30,
    statementRetention: { days: 30, isAbsolute: false },
    throttleScale: 0.25,
    reservedConcurrency: { 'health': 2, 'reference': 2, 'unknown-route': 2 },
    alarms: { serverErrorPercent: 2, latencyP99Ms: 2_000, signatureRefusals: 200 },
  },
  prod: {
    deletionProtection: true,
    // The Cybersecurity Law of the PRC, article 21: network logs are kept for six months at least.
    logRetentionDays: 365,
    // The Insurance Law of the PRC, article 87: books and vouchers are kept for ten years at least.
    statementRetention: { days: 10 * 366, isAbsolute: true },
    throttleScale: 1,
    // The doors without a signature are capped; what takes money always finds room.
    reservedConcurrency: { 'health': 5, 'reference': 5, 'unknown-route': 5, 'settlements': 200 },
    alarms: { serverErrorPercent: 1, latencyP99Ms: 1_500, signatureRefusals: 100 },
  },
};

/** What may be said at deployment, as `cdk deploy -c stage=prod -c alarmEmail=…`. */
const deploymentContext = z
  .object({
    stage: z.enum(deployedStages).optional(),
    alarmEmail: z.email().optional(),
    domainName: z
      .string()
      .regex(/^(?=.{4,253}$)([a-z0-9-]{1,63}\.)+[a-z]{2,63}$/u, 'a host name in lower case')
      .optional(),
    certificateArn: z
      .string()
      .regex(
        /^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/.+$/u,
        'the ARN of a certificate of AWS Certificate Manager',
      )
      .optional(),
  })
  .refine((context) => (context.domainName === undefined) === (context.certificateArn === undefined), {
    path: ['certificateArn'],
    message: 'domainName and certificateArn go together',
  })
  .refine((context) => context.stage !== undefined || (context.alarmEmail ?? context.domainName) === undefined, {
    path: ['stage'],
    message: 'alarmEmail and domainName belong to one stage: name it',
  });

/** The stages that the context asks for: one, or all three where none is named. Throws, naming all that is wrong. */
export function stageConfigs(context: Readonly<Record<string, unknown>>): readonly StageConfig[] {
  const parsed = deploymentContext.safeParse(context);
  if (!parsed.success) throw new Error(`The context of the deployment is wrong:\n${z.prettifyError(parsed.error)}`);
  const { stage, alarmEmail, domainName, certificateArn } = parsed.data;
  const domain =
    domainName === undefined || certificateArn === undefined ? undefined : { name: domainName, certificateArn };
  return (stage === undefined ? deployedStages : [stage]).map((one) => ({ ...stageConfig(one), alarmEmail, domain }));
}

export function stageConfig(stage: Stage): StageConfig {
  return Object.freeze({ stage, tableName: tableNameOf(stage), ...stageDefaults[stage] });
}
