import * as z from 'zod';
import { IDENTIFIER, IDENTIFIER_FAULT } from '../lambdas/contracts/identifier-form.ts';
import { DELIVERY_STATES } from '../lambdas/domain/delivery.ts';
import { commandOf, typedWords } from './command-line.ts';
import { Refusal } from './refusal.ts';

export const usage = `npm run -s deliveries -- <command> … [--stage dev|staging|prod | --table <name>]

  list     --partner <partnerId> [--since <instant>] [--state pending|delivered|failed]
  show     <eventId>
  redrive  <eventId>
  redrive  --partner <partnerId> --since <instant>

list tells of the last three days where no instant is given. redrive sends an event once more within a minute, and again for three days
where that fails: the one that is named, whatever became of it, or all that failed of a partner's since then. The provider gets it under
the same webhook-id. Instants are ISO 8601 with an offset. Without a stage or a table it looks into the product that runs on this machine.`;

const identifier = z.string().regex(IDENTIFIER, IDENTIFIER_FAULT);
const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const place = { stage: z.string().optional(), table: z.string().optional() };

const commands = z.discriminatedUnion('command', [
  z.strictObject({
    command: z.literal('list'),
    partner: identifier,
    since: instant.optional(),
    state: z.enum(DELIVERY_STATES).optional(),
    ...place,
  }),
  z.strictObject({ command: z.literal('show'), eventId: identifier, ...place }),
  z.strictObject({ command: z.literal('redrive'), eventId: identifier, ...place }),
  z.strictObject({ command: z.literal('redrive all'), partner: identifier, since: instant, ...place }),
]);

export type DeliveriesCommand = z.output<typeof commands>;

const option = { type: 'string' } as const;
const options = { partner: option, since: option, state: option, stage: option, table: option };

/** What was typed, checked; a Refusal says what is wrong with it. */
export function deliveriesCommand(args: readonly string[]): DeliveriesCommand {
  const { positionals, values } = typedWords(args, options);
  const [first, eventId, ...more] = positionals;
  if (more.length > 0) throw new Refusal(`what is "${more[0]}"?`);
  const command = first === 'redrive' && eventId === undefined ? 'redrive all' : first;
  return commandOf(commands, { command, ...(eventId !== undefined && { eventId }), ...values });
}
