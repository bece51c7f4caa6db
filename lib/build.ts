import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { writeReference } from '../lambdas/contracts/write-reference.ts';
import { bundleFunctions, projectDir } from './bundle.ts';

const kilobytes = (bytes: number) => `${(bytes / 1024).toFixed(0)} KB`.padStart(10);

const bundled = await bundleFunctions();
await writeReference(join(projectDir, 'dist/reference'));

console.log(`${'function'.padEnd(20)}${'minified'.padStart(10)}${'gzip'.padStart(10)}`);
for (const { handler, directory, bytes } of bundled) {
  const gzipBytes = gzipSync(readFileSync(join(directory, 'index.mjs'))).length;
  console.log(`${handler.padEnd(20)}${kilobytes(bytes)}${kilobytes(gzipBytes)}`);
}
