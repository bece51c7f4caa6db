// npm run load
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readSettings } from '../../local/settings.ts';
import { runLoad } from './load-run.ts';
import { startProduct } from './product-process.ts';
import type { Product } from './product-process.ts';
import { reportText, verdictsOf } from './report.ts';

/** So that an order lives for some seconds, like one whose doctor types fast. */
const PAUSE_MS = 1_000;

const { values: typed } = parseArgs({
  options: {
    'rate': { type: 'string', default: '84' },
    'seconds': { type: 'string', default: '300' },
    'warm-up': { type: 'string', default: '10' },
    'members': { type: 'string', default: '5000' },
    'seed': { type: 'string', default: '1' },
    'p99': { type: 'string', default: '250' },
    'answers': { type: 'string' },
    'base': { type: 'string' },
  },
});

const amount = (name: 'rate' | 'seconds' | 'warm-up' | 'members' | 'seed' | 'p99'): number => {
  const value = Number(typed[name]);
  if (!Number.isFinite(value) || value < 0) throw new Error(`--${name} must be a number`);
  return value;
};

const { localDir } = readSettings(process.env);
const elsewhere = (base: string): Product => ({ base: new URL(base), localDir, pid: undefined, stop: async () => {} });
const product = typed.base === undefined ? await startProduct() : elsewhere(typed.base);
try {
  const rate = amount('rate');
  const journalFile = typed.answers ?? join(product.localDir, 'answers.ndjson');
  const options = {
    ...{ rate, journalFile, seconds: amount('seconds'), warmUpSeconds: amount('warm-up') },
    ...{ members: amount('members'), pauseMs: PAUSE_MS, seed: amount('seed') },
  };
  const report = await runLoad(product, options, (line) => console.log(line));
  console.log(`\n${reportText(report)}\n`);
  for (const { says, isGood } of verdictsOf(report, rate, amount('p99'))) {
    console.log(`${isGood ? 'ok    ' : 'MISSED'} ${says}`);
    if (!isGood) process.exitCode = 1;
  }
} finally {
  await product.stop();
}
