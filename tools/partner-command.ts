import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { IDENTIFIER, IDENTIFIER_FAULT } from '../lambdas/contracts/identifier-form.ts';
import { deployedStages, tableNameOf } from '../lib/stage-config.ts';
import { publicKeyOf } from './public-key.ts';
import { Refusal } from './refusal.ts';

export const usage = `npm run partner -- <command> <partnerId> (--stage dev|staging|prod | --table <name>) …

  add         --kind hospital|pharmacy|insurer --key <name>=<public.pem> [--claims-url https://…]
  add-key     --key <name>=<public.pem> [--from <instant>] [--until <instant>]
  retire-key  --name <name> [--at <instant>]        at once, where no instant is given
  suspend     every request is refused from now on
  resume
  show

Signatures name the key as <partnerId>/<name>. Instants are ISO 8601 with an offset. A change is felt within 30 seconds.`;

const identifier = z.string().regex(IDENTIFIER, IDENTIFIER_FAULT);
const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const isoInstant = instant.transform((epochMs) => new Date(epochMs).toISOString());

const target = { partnerId: identifier, table: z.string().min(3).max(255) };
const key = z.string().transform(keyFromFile);

const commands = z.discriminatedUnion('command', [
  z.strictObject({
    command: z.literal('add'),
    ...target,
    kind: z.enum(['hospital', 'pharmacy', 'insurer']),
    key,
    claimsUrl: z.url({ protocol: /^https$/u }).optional(),
  }),
  z.strictObject({
    command: z.literal('add-key'),
    ...target,
    key,
    from: isoInstant.optional(),
    until: isoInstant.optional(),
  }),
  z.strictObject({ command: z.literal('retire-key'), ...target, name: identifier, at: instant.optional() }),
  z.strictObject({ command: z.literal('suspend'), ...target }),
  z.strictObject({ command: z.literal('resume'), ...target }),
  z.strictObject({ command: z.literal('show'), ...target }),
]);

export type PartnerCommand = z.output<typeof commands>;

const option = { type: 'string' } as const;
const options = {
  'stage': option,
  'table': option,
  'kind': option,
  'key': option,
  'claims-url': option,
  'from': option,
  'until': option,
  'name': option,
  'at': option,
};

/** What was typed, checked; a Refusal says what is wrong with it. */
export function partnerCommand(args: readonly string[]): PartnerCommand {
  const { positionals, values } = typed(args);
  const [command, partnerId, ...more] = positionals;
  if (more.length > 0) throw new Refusal(`what is "${more[0]}"? A command takes one partner`);
  const { stage, table, 'claims-url': claimsUrl, ...rest } = values;
  if ((stage === undefined) === (table === undefined)) throw new Refusal('say either --stage or --table');

  const result = commands.safeParse({
    command,
    partnerId,
    table: table ?? tableOfStage(stage),
    ...rest,
    ...(claimsUrl !== undefined && { claimsUrl }),
  });
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

function tableOfStage(stage: string | undefined): string {
  const known = deployedStages.find((one) => one === stage);
  if (known === undefined) throw new Refusal(`a stage is one of ${deployedStages.join(', ')}`);
  return tableNameOf(known);
}

function keyFromFile(text: string) {
  const [, name, file] = /^([A-Za-z0-9_.-]{1,64})=(.+)$/u.exec(text) ?? [];
  if (name === undefined || file === undefined)
    throw new Refusal('--key is <name>=<file>, such as --key 2026=hospital.pem');
  let pem: string;
  try {
    pem = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new Refusal(`${file} cannot be read`, { cause });
  }
  return { name, ...publicKeyOf(pem) };
}
