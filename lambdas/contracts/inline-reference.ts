import { brotliCompressSync } from 'node:zlib';
import type { Plugin } from 'esbuild';
import { renderReference } from './render-reference.ts';

/**
 * Puts the rendered API reference into a bundle, in the place of the module that would render it at run time. Compressed, since
 * a function is loaded whole at every cold start: 300 KB of texts become 25.
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

function inlined(): string {
  const packed = brotliCompressSync(JSON.stringify(renderReference())).toString('base64');
  return `import { brotliDecompressSync } from 'node:zlib';
export const referenceContent = async () => JSON.parse(brotliDecompressSync(Buffer.from('${packed}', 'base64')).toString());`;
}
