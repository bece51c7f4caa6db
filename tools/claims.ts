// npm run claims -- list --insurer … | show <claimId> | redrive <claimId> | redrive --insurer … --since …
// What became of the claims to insurers, and how to have one tried once more.
import { renderClaimState } from '../lambdas/contracts/render-claim.ts';
import { shanghaiInstant } from '../lambdas/domain/calendar.ts';
import type { Claim } from '../lambdas/storage/claim-book.ts';
import { claimsOf, findClaim, redriveClaim } from './claim-records.ts';
import type { ClaimsCommand } from './claims-command.ts';
import { commandLine } from './command-line.ts';
import { claimsCommand, usage } from './claims-command.ts';
import { Refusal } from './refusal.ts';
import { timeAtHand, turnToTable } from './table-at-hand.ts';
import { left, right, textTable } from './workbench/text-table.ts';

type Command<Name extends ClaimsCommand['command']> = Extract<ClaimsCommand, { command: Name }>;

const THREE_DAYS_MS = 3 * 24 * 3_600_000;
const MOST_LISTED = 1_000;

/** Carries a command out; what is to be printed. */
async function run(command: ClaimsCommand, now: number): Promise<string> {
  switch (command.command) {
    case 'list':
      return list(command, now);
    case 'show':
      return shown(await known(command.claimId));
    case 'redrive':
      return redrive(await known(command.claimId), now);
    case 'redrive all':
      return redriveAll(command, now);
  }
}

async function list({ insurer, since = 0, status }: Command<'list'>, now: number): Promise<string> {
  const found: Claim[] = [];
  const from = since === 0 ? now - THREE_DAYS_MS : since;
  for await (const claim of claimsOf(insurer, { from, to: now + 1 }, status)) {
    if (found.push(claim) === MOST_LISTED) break;
  }
  if (found.length === 0) return 'none';
  return textTable(
    [left('claim'), left('posted'), left('type'), left('order'), left('status'), right('attempts'), left('failure')],
    found.map(({ line, state }) => [
      ...[line.claimId, shanghaiInstant(line.postedAt), line.type, line.orderNo, state.status],
      ...[String(state.attempted), String(state.failure ?? '')],
    ]),
  );
}

async function known(claimId: string): Promise<Claim> {
  const claim = await findClaim(claimId);
  if (claim === undefined) throw new Refusal(`there is no claim ${claimId}`);
  return claim;
}

function shown({ line, state }: Claim): string {
  const history = state.history.map(({ at, status }) => ({ at: shanghaiInstant(at), status }));
  const { insurerId, providerId } = line;
  return JSON.stringify({ insurerId, providerId, ...renderClaimState(line, state), history }, null, 2);
}

async function redrive(claim: Claim, now: number): Promise<string> {
  const { claimId } = claim.line;
  const outcome = await redriveClaim(claim, now);
  if (outcome === 'redriven') return `${claimId} is tried within a minute`;
  throw new Refusal(
    outcome === 'answered'
      ? `${claimId} is answered: ${claim.state.status}`
      : `${claimId} has just gone on by itself: look, and try again`,
  );
}

async function redriveAll({ insurer, since }: Command<'redrive all'>, now: number): Promise<string> {
  let count = 0;
  for await (const claim of claimsOf(insurer, { from: since, to: now + 1 }, 'dead')) {
    if ((await redriveClaim(claim, now)) === 'redriven') count += 1;
  }
  return count === 0 ? 'none was given up' : `${count} ${count === 1 ? 'is' : 'are'} tried, beginning within a minute`;
}

await commandLine(usage, async (typed) => {
  const command = claimsCommand(typed);
  turnToTable(command);
  return await run(command, await timeAtHand(command));
});
