import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/** What packages bring along although no function uses it: a twentieth of a bundle. */
const leftOut = [
  // JSON schemas are made of our schemas when the reference is rendered, before there is a bundle.
  /[\\/]zod[\\/]v4[\\/]core[\\/](to-json-schema|json-schema-processors)\.js$/,
  // The draft that came before RFC 9421.
  /[\\/]http-message-signatures[\\/]lib[\\/]cavage[\\/]index\.js$/,
  // How clients of other services repeat their calls: ours use the standard way.
  /[\\/]@smithy[\\/]core[\\/]dist-es[\\/]submodules[\\/]retry[\\/]util-retry[\\/](AdaptiveRetryStrategy|DefaultRateLimiter)\.js$/,
  // The region of a machine that nobody has told: a function is told its own.
  /[\\/]@smithy[\\/]core[\\/]dist-es[\\/].*[\\/]regionConfig[\\/]getInstanceMetadataRegion\.js$/,
  // Digests for a machine whose Node has no cryptography.
  /[\\/]@smithy[\\/]core[\\/]dist-es[\\/]submodules[\\/]checksum[\\/]sha256[\\/]Sha256Js\.js$/,
];

/** Of its own description a client of the SDK tells nothing but its version. */
const description = /[\\/]@aws-sdk[\\/]client-[\w-]+[\\/]package\.json$/;

/** Makes a cache for the endpoints that DynamoDB would name if it were asked for them, and never asks. */
const endpointCache = /[\\/]@aws-sdk[\\/]endpoint-cache[\\/]dist-es[\\/]EndpointCache\.js$/;

/** Puts functions that throw in the place of what is left out, so that a mistake here is seen and not guessed. */
export const leftOutModules: Plugin = {
  name: 'left-out-modules',
  setup(build) {
    for (const filter of leftOut) build.onLoad({ filter }, async ({ path }) => ({ contents: await throwing(path) }));
    build.onLoad({ filter: description }, async ({ path }) => {
      const { version } = JSON.parse(await readFile(path, 'utf8')) as { version: string };
      return { contents: JSON.stringify({ version }), loader: 'json' };
    });
    build.onLoad({ filter: endpointCache }, () => ({ contents: THROWING_CACHE }));
  },
};

const MESSAGE = 'left out of the bundle (lib/left-out-modules.ts)';

// one is made with every client, and must not be asked
const cacheMethods = ['get', 'getEndpoint', 'set', 'delete', 'has', 'clear'];
const THROWING_CACHE = `export class EndpointCache { ${cacheMethods
  .map((name) => `${name}() { throw new Error('${MESSAGE}'); }`)
  .join(' ')} }`;

// as ESM or as CommonJS
const EXPORTED = /^(?:export (?:async )?(?:class|const|function) |exports\.)([A-Za-z]\w*)/gmu;

async function throwing(path: string): Promise<string> {
  const source = await readFile(path, 'utf8');
  const names = [...new Set([...source.matchAll(EXPORTED)].map(([, name]) => name))];
  if (names.length === 0) throw new Error(`${path} exports nothing that could be left out`);
  return [
    `const absent = () => { throw new Error('${MESSAGE}'); };`,
    ...names.map((name) => `export { absent as ${name} };`),
  ].join('\n');
}
