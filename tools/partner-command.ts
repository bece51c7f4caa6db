import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { IDENTIFIER, IDENTIFIER_FAULT } from '../lambdas/contracts/identifier-form.ts';
import type { Stage } from '../lib/stage-config.ts';
import { deployedStages, tableNameOf } from '../lib/stage-config.ts';
import { publicKeyOf } from './public-key.ts';
import { Refusal } from './refusal.ts';

export const usage = `npm run partner -- <command> <partnerId> (--stage dev|staging|prod|local | --table <name>) …

  add                    --kind hospital|pharmacy|insurer --key <name>=<public.pem> [--claims-url https://…]
  add-key                --key <name>=<public.pem> [--from <instant>] [--until <instant>]
  retire-key             --name <name> [--at <instant>]        at once, where no instant is given
  add-webhook-secret     --name <name> --root-secret <arn> [--from <instant>] [--until <instant>]
                         makes a secret and shows it, this once; the ARN is the stack's output RootSecretArn
  retire-webhook-secret  --name <name> [--at <instant>]
  set-webhook-url        --url https://… or none
  suspend                every request is refused from now on
  resume
  show
  connector-key          [--root-secret <arn>]                 takes no partner: the public key that we sign with, for insurers

Signatures name the key as <partnerId>/<name>. Instants are ISO 8601 with an offset. A change is felt within 30 seconds.
The stage local is the product that runs on this machine; it needs no --root-secret, and takes http://127.0.0.1 as a URL.`;

const identifier = z.string().regex(IDENTIFIER, IDENTIFIER_FAULT);
const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const isoInstant = instant.transform((epochMs) => new Date(epochMs).toISOString());

/** Whoever has the URL of a webhook has what is sent there, so that it goes encrypted, and to nobody by a password in the URL. */
const webhookUrl = z
  .url('must be https://…, or none')
  .max(2_048)
  .refine((text) => {
    const url = URL.parse(text);
    return url !== null && url.username === '' && url.password === '' && url.hash === '';
  }, 'must have neither a user nor a fragment');

const target = { partnerId: identifier, table: z.string().min(3).max(255) };
const key = z.string().transform(keyFromFile);
const term = { from: isoInstant.optional(), until: isoInstant.optional() };

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
    ...term,
  }),
  z.strictObject({ command: z.literal('retire-key'), ...target, name: identifier, at: instant.optional() }),
  z.strictObject({
    command: z.literal('add-webhook-secret'),
    ...target,
    name: identifier,
    rootSecret: z.string().min(1).max(2_048).optional(),
    ...term,
  }),
  z.strictObject({
    command: z.literal('retire-webhook-secret'),
    ...target,
    name: identifier,
    at: instant.optional(),
  }),
  z.strictObject({
    command: z.literal('set-webhook-url'),
    ...target,
    url: z.union([z.literal('none').transform(() => undefined), webhookUrl]),
  }),
  z.strictObject({ command: z.literal('suspend'), ...target }),
  z.strictObject({ command: z.literal('resume'), ...target }),
  z.strictObject({ command: z.literal('show'), ...target }),
  z.strictObject({
    command: z.literal('connector-key'),
    table: target.table,
    rootSecret: z.string().min(1).max(2_048).optional(),
  }),
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
  'root-secret': option,
  'url': option,
  'at': option,
};

/** What was typed, checked; a Refusal says what is wrong with it. */
export function partnerCommand(args: readonly string[]): PartnerCommand {
  const { positionals, values } = typed(args);
  const [command, partnerId, ...more] = positionals;
  if (more.length > 0) throw new Refusal(`what is "${more[0]}"? A command takes one partner`);
  const { stage, table, 'claims-url': claimsUrl, 'root-secret': rootSecret, ...rest } = values;
  if ((stage === undefined) === (table === undefined)) throw new Refusal('say either --stage or --table');

  const result = commands.safeParse({
    command,
    ...(partnerId !== undefined && { partnerId }),
    table: table ?? tableOfStage(stage),
    ...rest,
    ...(claimsUrl !== undefined && { claimsUrl }),
    ...(rootSecret !== undefined && { rootSecret }),
  });
  if (result.success) return fit(result.data);
  const [issue] = result.error.issues;
  throw new Refusal(`${issue?.path.join('.') || 'command'}: ${issue?.message ?? 'wrong'}`);
}

/** What depends on whether the product is deployed or runs here. */
function fit(command: PartnerCommand): PartnerCommand {
  const isHere = command.table === tableNameOf('local');
  if (command.command === 'set-webhook-url' && command.url !== undefined) {
    const { protocol, hostname } = new URL(command.url);
    const isOwn = isHere && protocol === 'http:' && hostname === '127.0.0.1';
    if (protocol !== 'https:' && !isOwn) throw new Refusal('url: must be https://…, or none');
  }
  const isKeyed = command.command === 'add-webhook-secret' || command.command === 'connector-key';
  if (isKeyed && command.rootSecret === undefined && !isHere) {
    throw new Refusal('rootSecret: say --root-secret <arn>, from which our keys are derived');
  }
  return command;
}

function typed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (cause) {
    throw new Refusal(cause instanceof Error ? cause.message : 'the options cannot be read', { cause });
  }
}

function tableOfStage(stage: string | undefined): string {
  const stages: readonly Stage[] = [...deployedStages, 'local'];
  const known = stages.find((one) => one === stage);
  if (known === undefined) throw new Refusal(`a stage is one of ${stages.join(', ')}`);
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
