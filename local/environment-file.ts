import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const environmentFile = (localDir: string): string => join(localDir, 'environment.json');

/** Where the embedded engines of this run listen, for tools that look into the table while the product runs. No secrets. */
export function writeEnvironment(localDir: string, environment: Readonly<Record<string, string>>): void {
  writeFileSync(environmentFile(localDir), `${JSON.stringify(environment, null, 2)}\n`);
}

export function removeEnvironment(localDir: string): void {
  rmSync(environmentFile(localDir), { force: true });
}

/** The environment of the product that runs with this folder; `undefined` where none does. */
export function readEnvironment(localDir: string): Readonly<Record<string, string>> | undefined {
  try {
    return JSON.parse(readFileSync(environmentFile(localDir), 'utf8')) as Record<string, string>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
