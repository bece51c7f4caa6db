import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { renderReference } from './render-reference.ts';

/** Writes `openapi.json` and `docs.html`, for readers who have no stage at hand. */
export async function writeReference(directory: string): Promise<void> {
  const { openApi, page } = renderReference();
  await mkdir(directory, { recursive: true });
  await Promise.all([
    writeFile(join(directory, 'openapi.json'), openApi),
    writeFile(join(directory, 'docs.html'), page),
  ]);
}
