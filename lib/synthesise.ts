import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { AppProps } from 'aws-cdk-lib';
import { App, Tags } from 'aws-cdk-lib';
import { functionsDir as builtFunctionsDir } from './bundle.ts';
import { ConnectorStack } from './connector-stack.ts';
import type { Stage, StageConfig } from './stage-config.ts';
import { stageConfig } from './stage-config.ts';

const featureFlagsFile = createRequire(import.meta.url).resolve('aws-cdk-lib/recommended-feature-flags.json');

export interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DependsOn?: string | readonly string[];
  readonly DeletionPolicy?: string;
}

/** A CloudFormation template, as far as we read it. */
export interface ConnectorTemplate {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs: Readonly<Record<string, { readonly Value: unknown }>>;
}

export interface SynthesiseOptions {
  readonly stage: Stage;
  /** the cloud assembly is written here */
  readonly outdir: string;
  readonly functionsDir?: string;
}

export interface Synthesised {
  readonly stackName: string;
  readonly template: ConnectorTemplate;
  /** logical id of each AWS::Lambda::Function to the directory of its bundle */
  readonly functionDirectories: ReadonlyMap<string, string>;
}

export interface AppOptions {
  readonly outdir?: string;
  readonly functionsDir?: string;
  /** CloudFormation's own checks of the template: seconds, which local mode does not have */
  readonly validate?: boolean;
}

/** The app of the given stages; nothing is written before `synth()`. */
export function connectorApp(configs: readonly StageConfig[], options: AppOptions = {}): App {
  const { outdir, functionsDir = builtFunctionsDir, validate = true } = options;
  const featureFlags = JSON.parse(readFileSync(featureFlagsFile, 'utf8')) as NonNullable<AppProps['context']>;
  const app = new App({
    // Without the CDK command line nobody reads cdk.json, and a template must not depend on who asks for it.
    context: { ...featureFlags, 'aws:cdk:disable-stack-trace': true },
    ...(outdir !== undefined && { outdir }),
    analyticsReporting: false,
    treeMetadata: false,
    builtinCloudFormationValidation: validate,
  });
  for (const config of configs) {
    const stack = new ConnectorStack(app, `DirectBilling-${config.stage}`, {
      config,
      functionsDir,
      description: `Direct Billing Connector, stage ${config.stage}`,
      terminationProtection: config.deletionProtection,
    });
    Tags.of(stack).add('product', 'direct-billing');
    Tags.of(stack).add('stage', config.stage);
  }
  return app;
}

/** One stage, synthesised into `outdir` unchecked and fast: what would be deployed, for local mode and tests. Needs the bundles. */
export function synthesise(options: SynthesiseOptions): Synthesised {
  const { stage, outdir, functionsDir = builtFunctionsDir } = options;
  const assembly = connectorApp([stageConfig(stage)], { outdir, functionsDir, validate: false }).synth();
  const stack = assembly.getStackByName(`DirectBilling-${stage}`);
  const template = stack.template as ConnectorTemplate;

  const functionDirectories = new Map<string, string>();
  for (const [logicalId, resource] of Object.entries(template.Resources)) {
    if (resource.Type !== 'AWS::Lambda::Function') continue;
    const code = resource.Properties?.['Code'] as { readonly S3Key: string };
    functionDirectories.set(logicalId, join(outdir, `asset.${code.S3Key.replace(/\.zip$/u, '')}`));
  }
  return { stackName: stack.stackName, template, functionDirectories };
}
