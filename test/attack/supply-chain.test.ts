import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { homedir, hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleFunctions, projectDir } from '../../lib/bundle.ts';

interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  /** it comes inside the package around it, whose digest covers it */
  readonly inBundle?: boolean;
  readonly optional?: boolean;
}

const lock = JSON.parse(readFileSync(join(projectDir, 'package-lock.json'), 'utf8')) as {
  readonly packages: Readonly<Record<string, LockedPackage>>;
};
const packages = Object.entries(lock.packages).filter(([path]) => path !== '');

/** Licences under which we may use and pass on what we do. */
const ALLOWED = new Set([
  ...['0BSD', 'Apache-2.0', 'BlueOak-1.0.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT', 'MIT-0', 'Python-2.0'],
  ...['CC0-1.0', 'CC-BY-4.0', 'Unlicense', 'MPL-2.0', 'PSF-2.0'],
]);

/** Of an expression, one of the choices is enough, and all of what stands together is needed. */
const isAllowed = (licence: string): boolean =>
  licence
    .replaceAll(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((one) => ALLOWED.has(one.trim())));

function installed(path: string): { readonly license?: string | { readonly type?: string } } | undefined {
  try {
    return JSON.parse(readFileSync(join(projectDir, path, 'package.json'), 'utf8')) as { license?: string };
  } catch {
    return undefined;
  }
}

describe('a package that we use', () => {
  it('has a licence that we may use, and says the same where it is installed', () => {
    const wrong = packages.flatMap(([path, { license: locked, optional }]) => {
      const own = installed(path)?.license;
      const stated = typeof own === 'string' ? own : own?.type;
      // what is for another machine is in the lock file alone
      if (stated === undefined && optional !== true) return [`${path} is not installed or states no licence`];
      const all = [locked, stated].filter((licence) => licence !== undefined);
      return all.every(isAllowed) && all.length > 0 ? [] : [`${path}: ${all.join(', ') || 'no licence'}`];
    });
    expect(packages.length).toBeGreaterThan(100);
    expect(wrong).toEqual([]);
  });

  it('would not pass with a licence that asks for more, or with none', () => {
    expect(['GPL-3.0-only', 'UNLICENSED', 'SEE LICENSE IN X', 'MIT AND GPL-3.0-only'].filter(isAllowed)).toEqual([]);
    expect(['(MIT OR GPL-3.0-only)', 'MIT AND ISC'].filter(isAllowed)).toHaveLength(2);
  });

  it('is pinned by the digest of its bytes', () => {
    const loose = packages.filter(
      ([, { link, inBundle, integrity }]) =>
        link !== true && inBundle !== true && integrity?.startsWith('sha512-') !== true,
    );
    expect(loose.map(([path]) => path)).toEqual([]);
  });
});

const SECRETS: readonly (readonly [string, RegExp])[] = [
  ['a PEM', /-----BEGIN [A-Z ]*(PRIVATE KEY|CERTIFICATE)-----\s*[A-Za-z0-9+/]{20}/],
  ['a key of AWS', /\b(AKIA|ASIA)[A-Z0-9]{16}\b/],
  ['a webhook secret', /whsec_[A-Za-z0-9+/]{24,}/],
  ['a token', /\b(ghp|gho|npm|xox[abp]|sk_live)_[A-Za-z0-9]{16,}/],
  ['an assigned secret', /(secret|password|passwd|token|apikey|api_key)["']?\s*[:=]\s*["'][A-Za-z0-9+/=_-]{20,}["']/i],
  ['a source map', /sourceMappingURL=|"sourcesContent"/],
  ['a demo partner', /hospital-a\/first|insurer-a\/first/],
];

describe('a bundle', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'attack-bundles-'));
  let texts: readonly (readonly [string, string])[] = [];
  beforeAll(async () => {
    const bundled = await bundleFunctions({ outdir });
    texts = bundled.flatMap(({ handler, directory }) =>
      readdirSync(directory).map(
        (file) => [`${handler}/${file}`, readFileSync(join(directory, file), 'utf8')] as const,
      ),
    );
  }, 60_000);
  afterAll(() => rmSync(outdir, { recursive: true }));

  it.each(SECRETS)('holds none of %s', (_, secret) => {
    expect(texts.length).toBeGreaterThan(30);
    expect(texts.filter(([, text]) => secret.test(text)).map(([name]) => name)).toEqual([]);
  });

  it('names no path, account or host of the machine that made it', () => {
    const places = [projectDir, outdir, homedir(), hostname()].filter((place) => place.length > 4);
    expect(places.length).toBeGreaterThan(1);
    const found = texts.flatMap(([name, text]) =>
      places.filter((place) => text.includes(place)).map((at) => `${name}: ${at}`),
    );
    expect(found).toEqual([]);
  });

  it('is nothing but the module, which runs as it is', () => {
    expect([...new Set(texts.map(([name]) => name.split('/')[1]))]).toEqual(['index.mjs']);
  });
});
