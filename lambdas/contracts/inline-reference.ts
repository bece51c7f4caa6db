import { brotliCompressSync, constants } from 'node:zlib';
import type { Plugin } from 'esbuild';
import { renderReference } from './render-reference.ts';

/**
 * Puts the rendered API reference into a bundle, in the place of the module that would render it at run time. Compressed, since
 * a function is loaded whole at every cold start: 300 KB of texts become 32.
 */
export function inlineReference(): Plugin {
  return {
    name: 'inline-reference',
    setup(build) {
      build.onLoad({ filter: /[\\/]contracts[\\/]reference-content\.ts$/ }, () => ({
        contents: inlined(),
        loader: 'js',
      }));
    },
  };
}

// The highest would take half a second of every build and every local start, for 3 KB less.
const COMPRESSION = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };

function inlined(): string {
  const packed = brotliCompressSync(JSON.stringify(renderReference()), COMPRESSION).toString('base64');
  return `import { brotliDecompressSync } from 'node:zlib';
export const referenceContent = async () => JSON.parse(brotliDecompressSync(Buffer.from('${packed}', 'base64')).toString());`;
}
