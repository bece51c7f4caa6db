/** The files of statements, wherever they stand. Undefined: there is none. */
export interface StatementObjects {
  readonly read: (key: string) => Promise<Uint8Array | undefined>;
}

const numbered = (n: number): string => String(n).padStart(5, '0');

/** Gzipped CSV. */
export const partObject = (insurerId: string, date: string, n: number): string =>
  `parts/${insurerId}/${date}/${numbered(n)}.csv.gz`;

export const manifestObject = (insurerId: string, date: string): string => `manifests/${insurerId}/${date}.json`;
