import { builtinModules } from 'node:module';
import type { Plugin } from 'esbuild';

const names = new Set(builtinModules.filter((name) => !name.startsWith('_')));

/**
 * Fetches Node's own modules by `process.getBuiltinModule` instead of `import`. An import makes every export of the module,
 * and so loads what hides behind lazy ones: `node:http` alone brings a WebSocket client with it, which costs 30 ms of each
 * cold start. It also leaves an ES module without any need for `require`.
 */
export const lightBuiltinModules: Plugin = {
  name: 'light-builtin-modules',
  setup(build) {
    build.onResolve({ filter: /^(node:)?[a-z_/]+$/ }, ({ path, kind }) => {
      const name = path.replace(/^node:/u, '');
      if (!names.has(name)) return undefined;
      return { path: name, namespace: kind === 'require-call' ? 'required' : 'imported', sideEffects: false };
    });
    build.onLoad({ filter: /.*/, namespace: 'required' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule('node:${path}')`,
    }));
    build.onLoad({ filter: /.*/, namespace: 'imported' }, ({ path }) => ({ contents: picksOf(path) }));
  },
};

/** One export for each of the module's, marked pure so that esbuild leaves only those that are used. */
function picksOf(name: string): string {
  const exported = Object.keys(process.getBuiltinModule(`node:${name}`) ?? {}).filter((one) =>
    /^[A-Za-z_]\w*$/u.test(one),
  );
  return [
    `const own = () => process.getBuiltinModule('node:${name}');`,
    'const pick = (name) => own()[name];',
    ...exported
      .filter((one) => one !== 'default')
      .map((one, index) => `const e${index} = /* @__PURE__ */ pick('${one}'); export { e${index} as ${one} };`),
    'export default /* @__PURE__ */ own();',
  ].join('\n');
}
