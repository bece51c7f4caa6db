import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { routes, unknownRoute } from '../lambdas/contracts/routes.ts';
import type { Trigger } from '../lambdas/contracts/triggers.ts';
import { triggers } from '../lambdas/contracts/triggers.ts';

const root = join(import.meta.dirname, '..');

interface SourceFile {
  /** from the root of the repository */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
}

interface Import {
  /** a path from the root, or the name of a package */
  readonly target: string;
  readonly isLocal: boolean;
  readonly isType: boolean;
}

const IMPORT = /^(?:import|export)\s+(type\s)?[^'";]*?from\s+'([^']+)'|^import\s+'([^']+)'|\bimport\(\s*'([^']+)'/gm;

function read(path: string): SourceFile {
  const text = readFileSync(join(root, path), 'utf8');
  const imports = [...text.matchAll(IMPORT)].map(([, type, from, bare, dynamic]): Import => {
    const name = from ?? bare ?? dynamic ?? '';
    const isLocal = name.startsWith('.');
    const target = isLocal ? relative(root, join(root, dirname(path), name)) : name;
    return { target, isLocal, isType: type !== undefined };
  });
  return { path, text, imports };
}

const filesOf = (...folders: string[]): readonly SourceFile[] =>
  folders.flatMap((folder) => globSync(`${folder}/**/*.ts`, { cwd: root }).toSorted().map(read));

const within = (folders: readonly string[], target: string) =>
  folders.some((folder) => target.startsWith(`${folder}/`));

/** What each part of the house may import of the others. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  'lambdas/domain': [],
  'lambdas/contracts': ['lambdas/domain'],
  'lambdas/storage': ['lambdas/domain', 'lambdas/contracts', 'lambdas/runtime'],
  'lambdas/gateways': ['lambdas/domain', 'lambdas/contracts', 'lambdas/runtime'],
  'lambdas/runtime': ['lambdas/domain', 'lambdas/contracts', 'lambdas/storage'],
  'lambdas/use-cases': ['lambdas/domain', 'lambdas/contracts', 'lambdas/runtime'],
  'lambdas/handlers': [
    'lambdas/use-cases',
    'lambdas/contracts',
    'lambdas/runtime',
    'lambdas/storage',
    'lambdas/gateways',
    'audit',
  ],
  'lib': ['lambdas/contracts', 'lambdas/runtime', 'lambdas/storage'],
  'local': ['lambdas', 'lib'],
  'tools': ['lambdas', 'lib', 'local', 'audit'],
  // and of these types alone
  'audit': ['lambdas/domain'],
  'proof/chaos': ['lambdas', 'local', 'audit', 'test/support'],
};

/** The files that may reach further, each with what for. */
const exceptions: Readonly<Record<string, readonly string[]>> = {
  // where the use cases say what they need of the world
  'lambdas/use-cases/ports.ts': ['lambdas/storage', 'lambdas/gateways'],
  'lambdas/use-cases/claim-ports.ts': ['lambdas/storage', 'lambdas/gateways'],
  'lambdas/use-cases/closing-ports.ts': ['lambdas/storage'],
  'lambdas/use-cases/reconciliation-ports.ts': ['lambdas/storage'],
};

/** Names, and what a bundle is made of: the stack never calls what runs. */
const namesForTheStack = [
  'lambdas/contracts/route.ts',
  'lambdas/contracts/routes.ts',
  'lambdas/contracts/reconciliation-routes.ts',
  'lambdas/contracts/statement-routes.ts',
  'lambdas/contracts/triggers.ts',
  'lambdas/contracts/inline-reference.ts',
  'lambdas/contracts/write-reference.ts',
  'lambdas/runtime/env.ts',
  'lambdas/runtime/metric-names.ts',
  'lambdas/storage/table-shape.ts',
];

function strayImports(part: string): string[] {
  return filesOf(part).flatMap(({ path, imports }) => {
    const allowed = [part, ...(mayImport[part] ?? [])];
    return imports
      .filter(({ target, isLocal }) => isLocal && target !== 'package.json' && !within(allowed, target))
      .filter(({ target }) => !(exceptions[path] ?? []).some((exception) => target.startsWith(exception)))
      .map(({ target }) => `${path} imports ${target}`);
  });
}

describe('imports run one way', () => {
  it.each(Object.keys(mayImport))('%s reaches only what it may', (part) => {
    expect(filesOf(part).length).toBeGreaterThan(0);
    expect(strayImports(part)).toEqual([]);
  });

  it('the domain knows nothing but itself: no package, no engine, no Node', () => {
    const foreign = filesOf('lambdas/domain').flatMap(({ path, imports }) =>
      imports.filter(({ isLocal }) => !isLocal).map(({ target }) => `${path} imports ${target}`),
    );
    expect(foreign).toEqual([]);
  });

  it('only storage and the cache of partners know DynamoDB, and use cases know no SDK', () => {
    const known = filesOf('lambdas')
      .filter(({ imports }) => imports.some(({ target }) => target === '@aws-sdk/client-dynamodb'))
      .map(({ path }) => path)
      .filter((path) => !path.startsWith('lambdas/storage/'));
    expect(known).toEqual(['lambdas/runtime/partner-cache.ts']);
  });

  it('the auditor shares words with what it judges, and no code', () => {
    const shared = filesOf('audit').flatMap(({ path, imports }) =>
      imports
        .filter(({ target, isLocal, isType }) => isLocal && !isType && !within(['audit'], target))
        .map(({ target }) => `${path} imports ${target}`),
    );
    expect(shared).toEqual([]);
  });

  it('the stack takes only names from what runs', () => {
    const taken = filesOf('lib').flatMap(({ imports }) => imports.filter(({ target }) => within(['lambdas'], target)));
    expect(taken.length).toBeGreaterThan(0);
    expect(taken.map(({ target }) => target).filter((target) => !namesForTheStack.includes(target))).toEqual([]);
  });

  it('zod is imported whole, since its other style brings 356 KB along', () => {
    const other = filesOf('lambdas').filter(({ text }) => /import (?!\* as z |type ).*from 'zod(\/[^']*)?'/.test(text));
    expect(other.map(({ path }) => path)).toEqual([]);
  });
});

describe('a decision depends on nothing but what it is given', () => {
  it.each(['lambdas/domain', 'lambdas/use-cases'])('%s has no clock and no chance', (part) => {
    const own = /Date\.now|new Date\(\)|Math\.random|performance\.now|randomInt|randomBytes|randomUUID|setTimeout/;
    expect(
      filesOf(part)
        .filter(({ text }) => own.test(text))
        .map(({ path }) => path),
    ).toEqual([]);
  });

  it('the domain knows no environment and throws no operating error', () => {
    const own = /process\.|console\.|ConnectorError|await |async /;
    expect(
      filesOf('lambdas/domain')
        .filter(({ text }) => own.test(text))
        .map(({ path }) => path),
    ).toEqual([]);
  });
});

describe('a file', () => {
  const all = filesOf('lambdas', 'lib', 'local', 'tools', 'audit', 'proof');

  it('has at most 200 lines', () => {
    const long = all.filter(({ text }) => text.trimEnd().split('\n').length > 200);
    expect(long.map(({ path }) => path)).toEqual([]);
  });

  it('says its subject in its name', () => {
    const vague = /(^|-)(utils?|helpers?|common|managers?|services?|misc|index)(-|$)/;
    const names = all.map(({ path }) => ({ path, name: basename(path, '.ts') }));
    expect(names.filter(({ name }) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) || vague.test(name))).toEqual([]);
  });

  it('exports by name what is its own: no barrel, no default', () => {
    const barrels = all.filter(({ text }) => /^export \*|^export default/m.test(text));
    expect(barrels.map(({ path }) => path)).toEqual([]);
  });

  it('silences no checker and promises nothing for later', () => {
    const silenced = /@ts-(ignore|expect-error|nocheck)|(oxlint|eslint|oxfmt)-(disable|ignore)|\b(TODO|FIXME|XXX)\b/;
    const tests = filesOf('test', 'bench').filter(({ path }) => path !== 'test/architecture.test.ts');
    expect([...all, ...tests].filter(({ text }) => silenced.test(text)).map(({ path }) => path)).toEqual([]);
  });
});

describe('a door', () => {
  const handlers = filesOf('lambdas/handlers/http');

  it('stands behind every route, and none stands behind no route', () => {
    const served = new Set([...Object.values(routes), unknownRoute].map(({ handler }) => handler));
    expect(handlers.map(({ path }) => basename(path, '.ts'))).toEqual([...served].toSorted());
    for (const handler of served) expect(existsSync(join(root, `lambdas/handlers/http/${handler}.ts`))).toBe(true);
  });

  it('or another trigger stands before every function, and no function behind none', () => {
    const others = filesOf(...['stream', 'queue', 'schedule', 'workflow'].map((on) => `lambdas/handlers/${on}`));
    const triggered = Object.entries<Trigger>(triggers).map(([name, { on }]) => `lambdas/handlers/${on}/${name}.ts`);
    expect(others.map(({ path }) => path).toSorted()).toEqual(triggered.toSorted());
  });

  it('is short: what it does is a use case', () => {
    const lengths = filesOf(
      ...['http', 'stream', 'queue', 'schedule', 'workflow'].map((on) => `lambdas/handlers/${on}`),
    ).map(({ path, text }) => [basename(path), text.trimEnd().split('\n').length] as const);
    expect(lengths.filter(([, lines]) => lines > 40)).toEqual([]);
  });
});
