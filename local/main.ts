// npm start
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { publishDemo } from './demo/publish-demo.ts';
import { StartFailure } from './engines/start-failure.ts';
import { startLocalMode } from './local-mode.ts';
import { onNpmGone } from './parent-watch.ts';
import { credentialsFile } from './partners/credentials-file.ts';
import { runUntilStopped } from './run-until-stopped.ts';
import { readSettings } from './settings.ts';
import { buildStack } from './stack-build.ts';

const PLANS_DIR = fileURLToPath(new URL('../plans', import.meta.url));

await runUntilStopped(async () => {
  const settings = readSettings(process.env);
  const connector = await startLocalMode(settings, buildStack);
  try {
    const demo = await publishDemo(connector.base, connector.credentials, PLANS_DIR);
    const here = (path: string) => relative(process.cwd(), path) || '.';
    console.log(
      [
        'Direct Billing Connector, local mode',
        `  API reference  ${connector.base.href}docs`,
        `  partners       ${connector.credentials.map(({ partnerId }) => partnerId).join(', ')}`,
        `  their keys     ${here(credentialsFile(settings.localDir))}`,
        `  plans          ${demo.plans.join(', ') || 'none'}`,
        `  members        ${demo.members.join(', ') || 'none'}`,
        `  data           ${settings.dataDir ?? 'in memory, until it stops (DATA_DIR keeps them)'}`,
        `  functions' log ${here(settings.localDir)}/functions.log`,
        ...demo.faults.map((fault) => `  not published  ${fault}`),
        `ready ${connector.base.origin}`,
      ].join('\n'),
    );
  } catch (error) {
    await connector.stop();
    throw error instanceof SyntaxError ? new StartFailure(`A plan document is not JSON: ${error.message}`) : error;
  }
  return connector;
}, onNpmGone);
