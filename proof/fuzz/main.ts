import { fork } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Finding, RoundResult } from './round.ts';

const USAGE = 'npm run fuzz -- [--requests 100000] [--seed 1] [--at-once 2]';
/** A table that has grown answers more slowly, and a new world meets other beginnings. */
const ROUND_REQUESTS = 12_500;
/** Several times what a round takes. */
const LONGEST_ROUND_MS = 3_600_000;

const { values: options } = parseArgs({
  options: {
    'requests': { type: 'string', default: '100000' },
    'seed': { type: 'string', default: '1' },
    'at-once': { type: 'string', default: '2' },
  },
});
const [requests, seed, atOnce] = [options.requests, options.seed, options['at-once']].map(Number);
if (!isCount(requests) || !isCount(seed) || !isCount(atOnce)) throw new Error(`usage: ${USAGE}`);

const rounds = Array.from({ length: Math.ceil(requests / ROUND_REQUESTS) }, (_, index) => ({
  seed: seed + index,
  requests: Math.min(ROUND_REQUESTS, requests - index * ROUND_REQUESTS),
}));
const startedAt = performance.now();
const results: RoundResult[] = [];
await Promise.all(Array.from({ length: atOnce }, takeRounds));
report((performance.now() - startedAt) / 1_000);

async function takeRounds(): Promise<void> {
  for (let round = rounds.shift(); round !== undefined; round = rounds.shift()) {
    const result = await inProcess(round);
    results.push(result);
    console.log(`seed ${round.seed}: ${round.requests} requests, ${result.findings.length} findings`);
    for (const finding of result.findings) console.log(textOf(finding));
  }
}

/** Handlers keep their client for the life of a process, so that each world has one of its own. */
function inProcess(round: { readonly seed: number; readonly requests: number }): Promise<RoundResult> {
  return new Promise((resolve, reject) => {
    const args = ['--seed', String(round.seed), '--requests', String(round.requests)];
    const child = fork(join(import.meta.dirname, 'round-process.ts'), args, {
      timeout: LONGEST_ROUND_MS,
      killSignal: 'SIGKILL',
    });
    child.once('message', (result) => resolve(result as RoundResult));
    child.once('error', reject);
    child.once('exit', (code, signal) =>
      reject(new Error(`seed ${round.seed} ended with ${code ?? signal} before it had a result`)),
    );
  });
}

/** What was found, the command that comes upon it again, and the request itself for `npm run call`. */
function textOf({ seed: of, requests: after, faults, request, answer }: Finding): string {
  const { partnerId, method, target, headers, text, proof } = request;
  return [
    ...faults.map((fault) => `  ${fault}`),
    `    again:   npm run fuzz -- --seed ${of} --requests ${after}`,
    `    request: npm run -s call -- ${partnerId} ${method} '${target}'${text === undefined ? '' : ' @body.json'}`,
    `    headers: ${JSON.stringify(headers)}, signature: ${proof}`,
    `    body:    ${text ?? 'none'}`,
    `    answer:  ${answer}`,
  ].join('\n');
}

function report(seconds: number): void {
  const counts = new Map<string, number>();
  for (const { outcomes } of results) {
    for (const [outcome, count] of Object.entries(outcomes)) counts.set(outcome, (counts.get(outcome) ?? 0) + count);
  }
  for (const [outcome, count] of [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)))
    console.log(`${String(count).padStart(7)}  ${outcome}`);
  const sent = results.reduce((sum, { requests: one }) => sum + one, 0);
  const findings = results.reduce((sum, { findings: some }) => sum + some.length, 0);
  const taken = [...counts].reduce((sum, [outcome, count]) => sum + (/ 2\d\d$/.test(outcome) ? count : 0), 0);
  console.log(
    `${sent} requests in ${Math.round(seconds)} s (${Math.round(sent / seconds)} a second), ${Math.round((100 * taken) / sent)} % of them taken, ${counts.size} kinds of answers: ${findings} findings`,
  );
  if (findings > 0) process.exitCode = 1;
}

function isCount(value: number | undefined): value is number {
  return value !== undefined && Number.isSafeInteger(value) && value > 0;
}
