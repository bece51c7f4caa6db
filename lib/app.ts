import { checkPolicies } from './policy-checks.ts';
import { stageConfigs } from './stage-config.ts';
import { connectorApp } from './synthesise.ts';

/** What the CDK command line passes: `cdk deploy -c stage=prod -c alarmEmail=…`. */
const context = JSON.parse(process.env['CDK_CONTEXT_JSON'] ?? '{}') as Record<string, unknown>;

const app = connectorApp(stageConfigs(context));
checkPolicies(app);
app.synth();
