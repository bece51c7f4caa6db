import { createHash, createPublicKey, verify } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { manifestAnswer } from '../lambdas/contracts/statement-answer.ts';
import { keyIdOf } from '../lambdas/runtime/connector-signature.ts';
import type { StatementSeals } from '../lambdas/domain/statement-check.ts';
import { chainFaults, statementFaultsIn } from '../lambdas/domain/statement-check.ts';
import type { Manifest } from '../lambdas/domain/statement-manifest.ts';
import { Refusal } from './refusal.ts';

/** A manifest is `<date>.json`; its parts stand beside it under these names, gzipped or not. */
export const manifestFile = (date: string): string => `${date}.json`;
export const partFile = (date: string, n: number): string => `${date}.part-${String(n).padStart(5, '0')}.csv`;

const MANIFEST = /^(\d{4}-\d\d-\d\d)\.json$/;
const PART = /^(\d{4}-\d\d-\d\d)\.part-(\d{5})\.csv(?:\.gz)?$/;

export interface CheckedStatement {
  readonly date: string;
  readonly lines: number;
  readonly faults: readonly string[];
}

/** Checks statements as they were downloaded: files, or folders of them. `keyPem`: the connector's public key. */
export function checkStatements(
  paths: readonly string[],
  keyPem: string,
): { readonly statements: readonly CheckedStatement[]; readonly faults: readonly string[] } {
  const files = paths.flatMap(filesIn);
  const seals = sealsOf(keyPem);
  const manifests = files.filter((file) => MANIFEST.test(basename(file))).map(manifestIn);
  const parts = Map.groupBy(
    files.filter((file) => PART.test(basename(file))),
    (file) => PART.exec(basename(file))?.[1] ?? '',
  );
  const inOrder = manifests.toSorted((one, other) => (one.businessDate < other.businessDate ? -1 : 1));
  const statements = inOrder.map((manifest) => {
    const texts = partTexts(parts.get(manifest.businessDate) ?? []);
    return {
      date: manifest.businessDate,
      lines: manifest.count,
      faults: statementFaultsIn(manifest, texts, seals),
    };
  });
  const dates = new Set(inOrder.map(({ businessDate }) => businessDate));
  const strays = files.filter((file) => !MANIFEST.test(basename(file)) && !PART.test(basename(file)));
  return {
    statements,
    faults: [
      ...(dates.size < inOrder.length ? ['there are two manifests of one date'] : []),
      ...[...parts.keys()].filter((date) => !dates.has(date)).map((date) => `${date} has parts and no manifest`),
      ...strays.map((file) => `${basename(file)} is neither a manifest nor a part by its name`),
      ...chainFaults(inOrder, seals),
    ],
  };
}

function filesIn(path: string): readonly string[] {
  if (!existsSync(path)) throw new Refusal(`there is no ${path}`);
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .toSorted()
    .filter((name) => MANIFEST.test(name) || PART.test(name))
    .map((name) => join(path, name));
}

function manifestIn(file: string): Manifest {
  const [, date] = MANIFEST.exec(basename(file)) ?? [];
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new Refusal(`${file} is not JSON`);
  }
  const parsed = manifestAnswer.safeParse(content);
  if (!parsed.success) throw new Refusal(`${file} is no manifest: ${parsed.error.issues[0]?.path.join('.')} is wrong`);
  if (parsed.data.businessDate !== date) throw new Refusal(`${file} is the manifest of ${parsed.data.businessDate}`);
  // the schema lets further fields through, which are signed like the others
  return content as Manifest;
}

function partTexts(files: readonly string[]): ReadonlyMap<number, string> {
  return new Map(
    files.map((file) => {
      const bytes = readFileSync(file);
      const [, , n] = PART.exec(basename(file)) ?? [];
      return [Number(n), textOf(file, file.endsWith('.gz') ? gunzipSync(bytes) : bytes)] as const;
    }),
  );
}

/** Strictly: a byte that is no UTF-8 would otherwise pass as a replacement character. */
function textOf(file: string, bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return `${basename(file)} is not UTF-8`;
  }
}

function sealsOf(keyPem: string): StatementSeals {
  const key = createPublicKey(keyPem);
  return {
    sha256: (...texts) => {
      const hash = createHash('sha256');
      for (const text of texts) hash.update(text);
      return hash.digest('hex');
    },
    keyId: keyIdOf(key),
    isSigned: (text, value) => {
      const bytes = Buffer.from(value, 'base64');
      // another spelling of the same bytes is not what was published
      return bytes.toString('base64') === value && verify(null, Buffer.from(text), key, bytes);
    },
    length: (text) => Buffer.byteLength(text),
  };
}
