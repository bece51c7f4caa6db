import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Validations } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { afterAll, describe, expect, it } from 'vitest';
import { checkPolicies } from '../../lib/policy-checks.ts';
import { stageConfigs } from '../../lib/stage-config.ts';
import { connectorApp } from '../../lib/synthesise.ts';
import { fixtureBundles } from './fixture-bundles.ts';

const { root, functionsDir } = fixtureBundles();

afterAll(() => rmSync(root, { recursive: true }));

function checkedApp(outdir: string, context: Readonly<Record<string, string>>) {
  // CloudFormation's own checks take seconds and run in `npm run synth`.
  const app = connectorApp(stageConfigs(context), { outdir: join(root, outdir), functionsDir, validate: false });
  checkPolicies(app);
  return app;
}

describe('AWS Solutions', () => {
  it('finds nothing in any stage', () => {
    expect(() => checkedApp('all', {}).synth()).not.toThrow();
  });

  it('finds nothing where a stage has its own domain', () => {
    const domain = {
      domainName: 'billing.example.org',
      certificateArn: 'arn:aws:acm:eu-west-1:123456789012:certificate/1',
    };
    expect(() =>
      checkedApp('domain', { stage: 'prod', alarmEmail: 'duty@example.org', ...domain }).synth(),
    ).not.toThrow();
  });

  it('does look: an open bucket stops the synthesis', () => {
    const app = checkedApp('bucket', { stage: 'dev' });
    const stack = app.node.findChild('DirectBilling-dev');
    new Bucket(stack, 'Open');

    expect(() => app.synth()).toThrow('AwsSolutions-S1');
  });

  it('is silenced only with a reason, construct by construct', () => {
    const app = checkedApp('reasons', { stage: 'prod' });
    const acknowledged = app.node
      .findAll()
      .flatMap((construct) =>
        construct.node.metadata
          .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
          .map(({ data }) => [construct.node.path, JSON.stringify(data)] as const),
      );

    expect(acknowledged.length).toBeGreaterThan(0);
    for (const [path, text] of acknowledged) {
      expect(path, 'a whole stack is never silenced').toMatch(/^DirectBilling-prod\/.+\/.+/u);
      expect(text).toMatch(/AwsSolutions-(SMG4|APIG4|SQS3|IAM5)/u);
      // a wildcard stands for what comes behind the prefix of an object's key, and nowhere else
      if (text.includes('IAM5')) expect(path).toMatch(/\/(Machine)?Role$/u);
    }
  });
});
