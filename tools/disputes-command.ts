import { userInfo } from 'node:os';
import * as z from 'zod';
import { IDENTIFIER, IDENTIFIER_FAULT } from '../lambdas/contracts/identifier-form.ts';
import { fen } from '../lambdas/contracts/primitives.ts';
import { DISPUTE_STATES, parseDisputeId } from '../lambdas/domain/dispute.ts';
import { commandOf, typedWords } from './command-line.ts';
import { Refusal } from './refusal.ts';

export const usage = `npm run -s disputes -- <command> … [--stage dev|staging|prod | --table <name>]

  list    [--state open|accepted|rejected] [--insurer <partnerId>] [--provider <partnerId>]
  show    <disputeId>
  accept  <disputeId> --note "what was agreed" [--amount <fen>] [--by <who>]
  reject  <disputeId> --note "why the line stands" [--by <who>]

list shows what is open, the oldest first. A dispute is decided once. accept takes off what the insurer owes by a fact of the order that
stands in a later statement; --amount is what the line should come to, where that is not what the insurer expects. --by is you, by the
name of your account, where it is left out. A note names no patient. Without a stage or a table it looks into the product that runs on
this machine.`;

const partner = z.string().regex(IDENTIFIER, IDENTIFIER_FAULT);
const oneLine = (max: number) =>
  z
    .string()
    .regex(new RegExp(`^(?=.*\\S)[^\\p{Cc}\\p{Cs}]{1,${max}}$`, 'u'), `must be one line of 1 to ${max} characters`);
const place = { stage: z.string().optional(), table: z.string().optional() };
const by = oneLine(64).default(() => userInfo().username);
const dispute = z.string().transform((text, context) => {
  const ref = parseDisputeId(text);
  if (ref !== undefined) return ref;
  context.addIssue({ code: 'custom', message: 'must be the id of a dispute, such as insurer-a.2026-06-15.3' });
  return z.NEVER;
});
const amount = z
  .string()
  .regex(/^\d{1,10}$/, 'must be an integer number of fen')
  .transform(Number)
  .pipe(fen);

const commands = z.discriminatedUnion('command', [
  z.strictObject({
    command: z.literal('list'),
    state: z.enum(DISPUTE_STATES).default('open'),
    ...{ insurer: partner.optional(), provider: partner.optional() },
    ...place,
  }),
  z.strictObject({ command: z.literal('show'), dispute, ...place }),
  z.strictObject({
    command: z.literal('accept'),
    ...{ dispute, note: oneLine(500), amount: amount.optional(), by },
    ...place,
  }),
  z.strictObject({ command: z.literal('reject'), ...{ dispute, note: oneLine(500), by }, ...place }),
]);

export type DisputesCommand = z.output<typeof commands>;

const option = { type: 'string' } as const;
const options = {
  ...{ state: option, insurer: option, provider: option, note: option, amount: option, by: option },
  ...{ stage: option, table: option },
};

/** What was typed, checked; a Refusal says what is wrong with it. */
export function disputesCommand(args: readonly string[]): DisputesCommand {
  const { positionals, values } = typedWords(args, options);
  const [command, id, ...more] = positionals;
  if (more.length > 0) throw new Refusal(`what is "${more[0]}"? A note of several words stands in quotes`);
  return commandOf(commands, { command, ...(id !== undefined && { dispute: id }), ...values });
}
