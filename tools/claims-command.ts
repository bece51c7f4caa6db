import * as z from 'zod';
import { IDENTIFIER, IDENTIFIER_FAULT } from '../lambdas/contracts/identifier-form.ts';
import { CLAIM_STATUSES } from '../lambdas/domain/claim.ts';
import { commandOf, typedWords } from './command-line.ts';
import { Refusal } from './refusal.ts';

export const usage = `npm run -s claims -- <command> … [--stage dev|staging|prod | --table <name>]

  list     --insurer <insurerId> [--since <instant>] [--status ${CLAIM_STATUSES.join('|')}]
  show     <claimId>
  redrive  <claimId>
  redrive  --insurer <insurerId> --since <instant>

list tells of what was posted in the last three days where no instant is given. redrive has a claim tried once more within a minute, and
again for three days where that fails: the one that is named, unless it is answered, or all that were given up of an insurer's since then.
What may have arrived is asked about first. Instants are ISO 8601 with an offset. Without a stage or a table it looks into the product that
runs on this machine.`;

const identifier = z.string().regex(IDENTIFIER, IDENTIFIER_FAULT);
const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const place = { stage: z.string().optional(), table: z.string().optional() };
const status = z.enum(CLAIM_STATUSES).optional();

const commands = z.discriminatedUnion('command', [
  z.strictObject({ command: z.literal('list'), insurer: identifier, since: instant.optional(), status, ...place }),
  z.strictObject({ command: z.literal('show'), claimId: identifier, ...place }),
  z.strictObject({ command: z.literal('redrive'), claimId: identifier, ...place }),
  z.strictObject({ command: z.literal('redrive all'), insurer: identifier, since: instant, ...place }),
]);

export type ClaimsCommand = z.output<typeof commands>;

const option = { type: 'string' } as const;
const options = { insurer: option, since: option, status: option, stage: option, table: option };

/** What was typed, checked; a Refusal says what is wrong with it. */
export function claimsCommand(args: readonly string[]): ClaimsCommand {
  const { positionals, values } = typedWords(args, options);
  const [first, claimId, ...more] = positionals;
  if (more.length > 0) throw new Refusal(`what is "${more[0]}"?`);
  const command = first === 'redrive' && claimId === undefined ? 'redrive all' : first;
  return commandOf(commands, { command, ...(claimId !== undefined && { claimId }), ...values });
}
