import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { formularyEntries } from '../../lambdas/contracts/formulary.ts';
import { JSON_TYPE, NDJSON_TYPE } from '../../lambdas/contracts/list-schema.ts';
import { LIST_LIMIT_BYTES } from '../../lambdas/contracts/route.ts';
import type { Formulary } from '../../lambdas/domain/formulary.ts';
import { listBody } from '../../lambdas/runtime/list-body.ts';
import { readBody } from './documents.ts';

/** A formulary that a command can use: which one, and the file that it is in. */
export interface FormularyFile {
  readonly formularyId: string;
  readonly version: number;
  readonly file: string;
}

/** A JSON list, or one entry a line where the name ends in `.ndjson`. */
export function readFormulary({ formularyId, version, file }: FormularyFile): Formulary {
  const type = file.endsWith('.ndjson') ? NDJSON_TYPE : JSON_TYPE;
  const items = readBody(file, LIST_LIMIT_BYTES, (bytes) => listBody(formularyEntries)(bytes, type));
  return { formularyId, version, entries: new Map(items.map((item) => [item.code, item])) };
}

const NAME = /^([A-Za-z0-9_.-]+)-v([1-9]\d{0,5})\.(?:json|ndjson)$/;

/** The formularies of `formularies/` beside a plan, each in its highest version: `core-v1.json` is version 1 of `core`. */
export function formulariesBeside(planFile: string): ReadonlyMap<string, FormularyFile> {
  const folder = join(dirname(planFile), 'formularies');
  const highest = new Map<string, FormularyFile>();
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const [, formularyId, number] = NAME.exec(name) ?? [];
    if (formularyId === undefined) continue;
    const version = Number(number);
    if (version > (highest.get(formularyId)?.version ?? 0)) {
      highest.set(formularyId, { formularyId, version, file: join(folder, name) });
    }
  }
  return highest;
}
