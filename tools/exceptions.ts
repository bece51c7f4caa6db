// npm run exceptions -- list | show <exceptionId> | resolve <exceptionId> --note "…"
// What machines cannot settle, each with an owner: who has to look, at what, and what came of it.
import type { Exception } from '../lambdas/domain/exception.ts';
import { listExceptions, readException, resolveException } from '../lambdas/storage/exception-register.ts';
import { exceptionReport, exceptionTable } from './exception-words.ts';
import type { ExceptionsCommand } from './exceptions-command.ts';
import { commandLine } from './command-line.ts';
import { exceptionsCommand, usage } from './exceptions-command.ts';
import { Refusal } from './refusal.ts';
import { turnToTable } from './table-at-hand.ts';

type Command<Name extends ExceptionsCommand['command']> = Extract<ExceptionsCommand, { command: Name }>;

/** Carries a command out; what is to be printed. */
async function run(command: ExceptionsCommand, now: number): Promise<string> {
  switch (command.command) {
    case 'list':
      return list(command);
    case 'show':
      return exceptionReport(known(await readException(command.exceptionId), command.exceptionId));
    case 'resolve':
      return resolve(command, now);
  }
}

async function list({ state, owner, partner }: Command<'list'>): Promise<string> {
  const found: Exception[] = [];
  for await (const page of listExceptions(state)) {
    const isWanted = (one: Exception) =>
      (owner ?? one.owner.role) === one.owner.role && (partner ?? one.owner.partnerId) === one.owner.partnerId;
    found.push(...page.filter(isWanted));
  }
  return found.length === 0 ? `none ${state}` : exceptionTable(found);
}

async function resolve({ exceptionId, note, by }: Command<'resolve'>, now: number): Promise<string> {
  const exception = known(await resolveException(exceptionId, { note, resolvedBy: by, resolvedAt: now }), exceptionId);
  const { resolution } = exception;
  // the SDK repeats a write whose answer was lost, and then finds its own
  if (resolution?.resolvedAt !== now || resolution.resolvedBy !== by || resolution.note !== note) {
    throw new Refusal(`${exceptionId} was resolved before\n${exceptionReport(exception)}`);
  }
  return `resolved\n${exceptionReport(exception)}`;
}

function known(exception: Exception | undefined, exceptionId: string): Exception {
  if (exception === undefined) throw new Refusal(`there is no exception ${exceptionId}`);
  return exception;
}

await commandLine(usage, async (typed) => {
  const command = exceptionsCommand(typed);
  turnToTable(command);
  return await run(command, Date.now());
});
