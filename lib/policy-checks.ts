import type { App } from 'aws-cdk-lib';
import { Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';

/** Makes `synth()` fail on every finding of AWS Solutions that no construct has acknowledged with its reason. */
export function checkPolicies(app: App): void {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
}
