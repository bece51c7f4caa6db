import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { IDENTIFIER, IDENTIFIER_FAULT } from '../lambdas/contracts/identifier-form.ts';
import { EXCEPTION_STATES, OWNER_ROLES } from '../lambdas/domain/exception.ts';
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
  const { positionals, values } = typed(args);
  const [command, exceptionId, ...more] = positionals;
  if (more.length > 0) throw new Refusal(`what is "${more[0]}"? A note of several words stands in quotes`);
  const result = commands.safeParse({ command, ...(exceptionId !== undefined && { exceptionId }), ...values });
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new Refusal(`${issue?.path.join('.') || 'command'}: ${issue?.message ?? 'wrong'}`);
}

function typed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (cause) {
    throw new Refusal(cause instanceof Error ? cause.message : 'the options cannot be read', { cause });
  }
}
