import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { MAX_DAYS_SUPPLY } from '../../lambdas/contracts/order.ts';
import { fen, identifier, nameText } from '../../lambdas/contracts/primitives.ts';
import type { Formulary } from '../../lambdas/domain/formulary.ts';
import { bytesOf, checked, parsedJson } from './documents.ts';

const MAX_ENTRIES = 10_000;

const entry = z.strictObject({
  code: identifier,
  name: nameText,
  maxUnitPrice: fen.optional(),
  tier: identifier.optional(),
  maxDaysSupply: z.int().min(1).max(MAX_DAYS_SUPPLY).optional(),
  otc: z.boolean().optional(),
  prohibited: z.boolean().optional(),
});

const entries = z.array(entry).min(1).max(MAX_ENTRIES);

/** A formulary that a command can use: which one, and the file that it is in. */
export interface FormularyFile {
  readonly formularyId: string;
  readonly version: number;
  readonly file: string;
}

/** A JSON list, or one entry a line where the name ends in `.ndjson`. */
export function readFormulary({ formularyId, version, file }: FormularyFile): Formulary {
  const bytes = bytesOf(file);
  const list = file.endsWith('.ndjson') ? linesOf(file, bytes) : parsedJson(file, bytes);
  const items = checked(file, list, entries);
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

function linesOf(file: string, bytes: Buffer): unknown[] {
  const lines = bytes
    .toString('utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');
  return lines.map((line) => parsedJson(file, Buffer.from(line)));
}
