import { mkdir, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { inlineReference } from '../lambdas/contracts/inline-reference.ts';
import { routes, unknownRoute } from '../lambdas/contracts/routes.ts';
import type { Trigger } from '../lambdas/contracts/triggers.ts';
import { triggers } from '../lambdas/contracts/triggers.ts';
import { AUDIT_FUNCTION, AUDIT_SOURCE } from './audit-function.ts';
import { lightBuiltinModules } from './builtin-modules.ts';
import { leftOutModules } from './left-out-modules.ts';

export const projectDir = fileURLToPath(new URL('..', import.meta.url));
export const functionsDir = join(projectDir, 'dist/functions');

export interface BundledFunction {
  readonly handler: string;
  readonly directory: string;
  readonly bytes: number;
}

export interface BundleOptions {
  /** handler name to source file; all handlers of the routes and triggers where omitted */
  readonly entries?: Readonly<Record<string, string>>;
  readonly outdir?: string;
}

/**
 * What the SDK loads on demand and nothing here ever asks for: a function in Lambda has its credentials in the environment, so that
 * the other ways to find some are never tried, and none of DynamoDB, Secrets Manager and SQS has streams of events.
 */
const unreachable = [
  '@smithy/core/event-streams',
  '@aws-sdk/credential-provider-http',
  '@aws-sdk/credential-provider-ini',
  '@aws-sdk/credential-provider-login',
  '@aws-sdk/credential-provider-process',
  '@aws-sdk/credential-provider-sso',
  '@aws-sdk/credential-provider-web-identity',
  '@aws-sdk/nested-clients',
  '@smithy/credential-provider-imds',
];

/**
 * Bundles every function, each with all that it needs, into `<outdir>/<handler>/index.mjs`: what Lambda gets and local mode
 * runs. The same sources give the same bytes. Throws where a handler of the routes or triggers has no source file.
 */
export async function bundleFunctions(options: BundleOptions = {}): Promise<readonly BundledFunction[]> {
  const { entries = handlerEntries(), outdir = functionsDir } = options;
  const result = await build({
    absWorkingDir: projectDir,
    entryPoints: Object.fromEntries(Object.entries(entries).map(([handler, source]) => [`${handler}/index`, source])),
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    write: false,
    minify: true,
    legalComments: 'none',
    platform: 'node',
    target: 'node24',
    format: 'esm',
    // The ESM builds of the SDK shake off what is not called; a third smaller than the CommonJS ones.
    mainFields: ['module', 'main'],
    // A package that comes as both ESM and CommonJS is taken once, even where a CommonJS package asks for it.
    conditions: ['module', 'import'],
    external: unreachable.flatMap((name) => [name, `${name}/*`]),
    plugins: [lightBuiltinModules, leftOutModules, inlineReference()],
    logLevel: 'silent',
  });

  // A handler that has been taken away must not stay behind as something that could be deployed.
  await rm(outdir, { recursive: true, force: true });
  const bundled = result.outputFiles.map(async ({ path, contents }) => {
    const directory = dirname(path);
    await mkdir(directory, { recursive: true });
    await writeFile(path, contents);
    const handler = directory.slice(join(outdir, '/').length);
    return { handler, directory, bytes: contents.length };
  });
  return (await Promise.all(bundled)).sort((a, b) => a.handler.localeCompare(b.handler));
}

function handlerEntries(): Record<string, string> {
  const doors = [...Object.values(routes), unknownRoute].map(({ handler }) => [handler, 'http'] as const);
  const others = Object.entries<Trigger>(triggers).map(([handler, { on }]) => [handler, on] as const);
  const sources = new Map<string, string>(
    [...doors, ...others].map(([handler, folder]) => [handler, `lambdas/handlers/${folder}/${handler}.ts`]),
  );
  sources.set(AUDIT_FUNCTION, AUDIT_SOURCE);
  const missing = [...sources.values()].filter((source) => !existsSync(join(projectDir, source)));
  if (missing.length > 0) {
    throw new Error(
      `lambdas/contracts names handlers in its routes and triggers that have no file: ${missing.join(', ')}`,
    );
  }
  return Object.fromEntries([...sources].map(([handler, source]) => [handler, join(projectDir, source)]));
}
