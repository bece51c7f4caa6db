import { existsSync, globSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where PostgreSQL's own programs are. */
export interface PostgresPrograms {
  readonly initdb: string;
  readonly postgres: string;
}

export const HOW_TO_INSTALL =
  'PostgreSQL is not installed: `apt-get install postgresql-15` brings initdb and postgres (no service need run), or put them on PATH.';

/** Of the directories on PATH, then of Debian's, the newest version first; undefined where there are none. */
export function findPrograms(path: string = process.env['PATH'] ?? ''): PostgresPrograms | undefined {
  const debian = globSync('/usr/lib/postgresql/*/bin').toSorted((a, b) => b.localeCompare(a, 'en', { numeric: true }));
  const directory = [...path.split(delimiter), ...debian].find((one) =>
    ['initdb', 'postgres'].every((name) => existsSync(join(one, name))),
  );
  return directory === undefined
    ? undefined
    : { initdb: join(directory, 'initdb'), postgres: join(directory, 'postgres') };
}
