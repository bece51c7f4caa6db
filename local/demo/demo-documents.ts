import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface PlanDocument {
  readonly planId: string;
  readonly version: number;
}

export function planDocuments(plansDir: string): readonly PlanDocument[] {
  return jsonFiles(plansDir).map((name) => content(plansDir, name) as PlanDocument);
}

/** One version of a list of items, where it is published. */
export interface FormularyDocument {
  readonly path: `/${string}`;
  readonly entries: unknown;
}

const FORMULARY_FILE = /^([A-Za-z0-9_.-]+)-v([1-9]\d{0,5})\.json$/;

/** `formularies/core-v1.json` is version 1 of the formulary `core`. */
export function formularyDocuments(plansDir: string): readonly FormularyDocument[] {
  const folder = join(plansDir, 'formularies');
  return jsonFiles(folder).flatMap((name) => {
    const [, formularyId, version] = FORMULARY_FILE.exec(name) ?? [];
    if (formularyId === undefined) return [];
    return [{ path: `/v1/formularies/${formularyId}/versions/${version}`, entries: content(folder, name) }];
  });
}

function jsonFiles(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .toSorted();
}

const content = (folder: string, name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));
