// npm run conformance -- <folder of the kit> [options of the kit]
// Runs the partners' conformance kit against a running product. Cases of .ci/conformance-later.txt belong to work that is still to
// come: they are run and counted, and one that passes must leave the list.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const LATER = new URL('../.ci/conformance-later.txt', import.meta.url);
const RESULT = /^(ok|FAIL) +(.*?)(?: \(\d+ ms\)| \| .*)?$/;

interface Results {
  readonly passed: readonly string[];
  readonly failed: ReadonlyMap<string, string>;
}

async function runKit(folder: string, options: readonly string[]): Promise<Results> {
  const passed: string[] = [];
  const failed = new Map<string, string>();
  const kit = spawn(process.execPath, [join(folder, 'run.mjs'), '--verbose', ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface(kit.stdout)) {
    const [, verdict, name] = RESULT.exec(line) ?? [];
    if (verdict === 'ok' && name !== undefined) passed.push(name);
    else if (verdict === 'FAIL' && name !== undefined) failed.set(name, line);
    else console.log(line);
  }
  return { passed, failed };
}

function listedForLater(): ReadonlySet<string> {
  const lines = readFileSync(LATER, 'utf8').split('\n');
  return new Set(lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#')));
}

const [folder, ...options] = process.argv.slice(2);
if (folder === undefined) {
  console.error('usage: npm run conformance -- <folder of the kit> [options of the kit]');
  process.exit(2);
}
const { passed, failed } = await runKit(folder, options);
const later = listedForLater();
const broken = [...failed].filter(([name]) => !later.has(name));
const early = passed.filter((name) => later.has(name));
for (const [, line] of broken) console.log(line);
for (const name of early) console.log(`passes already, so it must leave .ci/conformance-later.txt: ${name}`);
console.log(
  `conformance: ${passed.length} cases pass, ${broken.length} fail, ${failed.size - broken.length} belong to later work`,
);
process.exit(broken.length + early.length === 0 && passed.length > 0 ? 0 : 1);
