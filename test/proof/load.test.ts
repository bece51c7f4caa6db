import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Product } from '../../proof/load/product-process.ts';
import { startProduct } from '../../proof/load/product-process.ts';
import { runLoad } from '../../proof/load/load-run.ts';

let product: Product | undefined;
beforeAll(async () => {
  product = await startProduct();
}, 120_000);
afterAll(() => product?.stop());

it('drives the product as it runs: every order is answered, all work is done, and the audit finds nothing', async () => {
  if (product === undefined) throw new Error('the product has not started');
  const journalFile = join(product.localDir, 'answers.ndjson');
  const sizes = { rate: 2, seconds: 6, warmUpSeconds: 1, members: 12, pauseMs: 300, seed: 3 };
  const report = await runLoad(product, { ...sizes, journalFile }, () => {});

  // how fast it is says nothing on a machine that is busy with other tests
  expect(report).toMatchObject({ orders: 12, faults: {}, isLedgerBalanced: true });
  expect(report.drainedAfterSeconds).toBeDefined();
  expect([report.audit.unread, report.audit.verdicts.flatMap(({ findings }) => findings)]).toEqual([[], []]);
  const looked = new Map(report.audit.verdicts.map(({ invariant, examined }) => [invariant, examined]));
  for (const one of ['answers-kept', 'statements-tie', 'statement-chain', 'claims-end'] as const)
    expect(looked.get(one), one).toBeGreaterThan(0);
  const kinds = report.sums.filter(({ answered }) => answered > 0).map(({ kind }) => kind);
  expect(kinds).toEqual(expect.arrayContaining(['settlement', 'authorization', 'capture', 'order.submitted', 'all']));
  const entries = readFileSync(journalFile, 'utf8').trimEnd().split('\n');
  const facts = entries.map((entry) => (JSON.parse(entry) as { readonly factId: string | null }).factId);
  expect(facts.filter((factId) => factId !== null).length).toBeGreaterThan(5);
  expect(report.saturation.cores.map(({ program }) => program)).toEqual(
    expect.arrayContaining(['dynoxide', 'proof/load/driver-process.ts']),
  );
}, 120_000);
