import { userInfo } from 'node:os';
import * as z from 'zod';
import { IDENTIFIER, IDENTIFIER_FAULT } from '../lambdas/contracts/identifier-form.ts';
import { EXCEPTION_STATES, OWNER_ROLES } from '../lambdas/domain/exception.ts';
import { commandOf, typedWords } from './command-line.ts';
import { Refusal } from './refusal.ts';

export const usage = `npm run -s exceptions -- <command> … [--stage dev|staging|prod | --table <name>]

  list     [--state open|resolved] [--owner operations|hospital|pharmacy] [--partner <partnerId>]
  show     <exceptionId>
  resolve  <exceptionId> --note "what was found and done" [--by <who>]

list shows what is open, the oldest first. resolve is final; --by is you, by the name of your account, where it is left out. A note
names no patient. Without a stage or a table it looks into the product that runs on this machine.`;

const identifier = z.string().regex(IDENTIFIER, IDENTIFIER_FAULT);
const oneLine = (max: number) =>
  z
    .string()
    .regex(new RegExp(`^(?=.*\\S)[^\\p{Cc}\\p{Cs}]{1,${max}}$`, 'u'), `must be one line of 1 to ${max} characters`);
const place = { stage: z.string().optional(), table: z.string().optional() };

const commands = z.discriminatedUnion('command', [
  z.strictObject({
    command: z.literal('list'),
    state: z.enum(EXCEPTION_STATES).default('open'),
    owner: z.enum(OWNER_ROLES).optional(),
    partner: identifier.optional(),
    ...place,
  }),
  z.strictObject({ command: z.literal('show'), exceptionId: identifier, ...place }),
  z.strictObject({
    command: z.literal('resolve'),
    exceptionId: identifier,
    note: oneLine(500),
    by: oneLine(64).default(() => userInfo().username),
    ...place,
  }),
]);

export type ExceptionsCommand = z.output<typeof commands>;

const option = { type: 'string' } as const;
const options = {
  ...{ state: option, owner: option, partner: option, note: option, by: option },
  ...{ stage: option, table: option },
};

/** What was typed, checked; a Refusal says what is wrong with it. */
export function exceptionsCommand(args: readonly string[]): ExceptionsCommand {
  const { positionals, values } = typedWords(args, options);
  const [command, exceptionId, ...more] = positionals;
  if (more.length > 0) throw new Refusal(`what is "${more[0]}"? A note of several words stands in quotes`);
  return commandOf(commands, { command, ...(exceptionId !== undefined && { exceptionId }), ...values });
}
