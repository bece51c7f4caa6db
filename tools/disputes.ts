// npm run disputes -- list | show <disputeId> | accept <disputeId> --note "…" | reject <disputeId> --note "…"
// What insurers dispute of their statements: who waits for an answer until when, and the decision, which is final.
import type { Dispute, DisputeRef } from '../lambdas/domain/dispute.ts';
import { disputeId } from '../lambdas/domain/dispute.ts';
import { pause } from '../lambdas/runtime/pause.ts';
import { decideDispute, decisionWrite, listDisputes, readDisputes } from '../lambdas/storage/dispute-register.ts';
import { readOrder } from '../lambdas/storage/order-record.ts';
import { postMove } from '../lambdas/storage/post-move.ts';
import type { Ruling } from '../lambdas/use-cases/decide-dispute.ts';
import * as deciding from '../lambdas/use-cases/decide-dispute.ts';
import { disputeReport, disputeTable } from './dispute-words.ts';
import type { DisputesCommand } from './disputes-command.ts';
import { commandLine } from './command-line.ts';
import { disputesCommand, usage } from './disputes-command.ts';
import { Refusal } from './refusal.ts';
import { timeAtHand, turnToTable } from './table-at-hand.ts';

type Command<Name extends DisputesCommand['command']> = Extract<DisputesCommand, { command: Name }>;

const ports = { orders: { readOrder, postMove }, disputes: { readDisputes, decisionWrite, decideDispute }, pause };

/** Carries a command out; what is to be printed. */
async function run(command: DisputesCommand, now: number): Promise<string> {
  switch (command.command) {
    case 'list':
      return list(command, now);
    case 'show':
      return disputeReport(await known(command.dispute));
    case 'accept':
    case 'reject':
      return decide(command, now);
  }
}

async function list({ state, insurer, provider }: Command<'list'>, now: number): Promise<string> {
  const found: Dispute[] = [];
  for await (const page of listDisputes(state)) {
    const isWanted = ({ ref, content }: Dispute) =>
      (insurer ?? ref.insurerId) === ref.insurerId && (provider ?? content.providerId) === content.providerId;
    found.push(...page.filter(isWanted));
  }
  return found.length === 0 ? `none ${state}` : disputeTable(found, now);
}

async function known(ref: DisputeRef): Promise<Dispute> {
  const [dispute] = await readDisputes([ref]);
  if (dispute === undefined) throw new Refusal(`there is no dispute ${disputeId(ref)}`);
  return dispute;
}

async function decide(command: Command<'accept'> | Command<'reject'>, now: number): Promise<string> {
  const ruling: Ruling = {
    state: command.command === 'accept' ? 'accepted' : 'rejected',
    ...{ note: command.note, resolvedBy: command.by },
    agreedAmount: command.command === 'accept' ? command.amount : undefined,
  };
  const decided = await deciding.decideDispute(ports, command.dispute, ruling, now);
  switch (decided.outcome) {
    case 'decided':
      return `${ruling.state}\n${disputeReport(decided.dispute)}`;
    case 'standing':
      throw new Refusal(`it was decided before\n${disputeReport(decided.dispute)}`);
    case 'unknown':
      throw new Refusal(`there is no dispute ${disputeId(command.dispute)}`);
    case 'amount-missing':
      throw new Refusal('say by --amount what the line should come to: it gives back, and the insurer does not say');
    case 'amount-not-lower':
      throw new Refusal('the insurer would not owe less: say by --amount what was agreed on, or reject it');
  }
}

await commandLine(usage, async (typed) => {
  const command = disputesCommand(typed);
  turnToTable(command);
  return await run(command, await timeAtHand(command));
});
