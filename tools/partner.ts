import { deriveKeys } from '../lambdas/runtime/connector-keys.ts';
import { connectorSigner } from '../lambdas/runtime/connector-signature.ts';
import { readRoot } from '../lambdas/runtime/root-secret.ts';
import { newWebhookSecret, sealWebhookSecret } from '../lambdas/runtime/webhook-secret.ts';
import type { Partner, WebhookSecret } from '../lambdas/storage/partner-item.ts';
import { isActive } from '../lambdas/storage/partner-item.ts';
import { tableNameOf } from '../lib/stage-config.ts';
import { readEnvironment } from '../local/environment-file.ts';
import { readSettings } from '../local/settings.ts';
import { newPartner, withKey, withoutKey, withStatus } from './partner-changes.ts';
import type { PartnerCommand } from './partner-command.ts';
import { commandLine } from './command-line.ts';
import { partnerCommand, usage } from './partner-command.ts';
import type { PartnerStore } from './partner-store.ts';
import { partnerStore } from './partner-store.ts';
import { withoutWebhookSecret, withWebhookSecret, withWebhookUrl } from './partner-webhooks.ts';
import { Refusal } from './refusal.ts';

type Command<Name extends PartnerCommand['command']> = Extract<PartnerCommand, { readonly command: Name }>;

/** Carries a command out; what is to be printed. */
async function run(command: PartnerCommand, store: PartnerStore, now: number): Promise<string> {
  if (command.command === 'connector-key') {
    const { keyId, publicKeyPem } = connectorSigner(await keysOf(command));
    return `${keyId}\n${publicKeyPem}`.trimEnd();
  }
  if (command.command === 'add') {
    const partner = newPartner(command, now);
    await store.create(partner);
    return `added\n${shown(partner, now)}`;
  }
  const before = await store.find(command.partnerId);
  if (before === undefined) throw new Refusal(`there is no partner ${command.partnerId} in ${command.table}`);
  if (command.command === 'show') return shown(before, now);
  if (command.command === 'add-webhook-secret') return addWebhookSecret(before, command, store, now);

  const after = changed(before, command, now);
  await store.replace(before, after);
  return `changed, and felt within 30 seconds\n${shown(after, now)}`;
}

const keysOf = async ({ rootSecret = 'local' }: Pick<Command<'connector-key'>, 'rootSecret'>) =>
  deriveKeys(await readRoot(rootSecret));

function changed(
  partner: Partner,
  command: Exclude<PartnerCommand, { command: 'add' | 'add-webhook-secret' | 'connector-key' | 'show' }>,
  now: number,
): Partner {
  switch (command.command) {
    case 'add-key':
      return withKey(partner, { ...command.key, from: command.from, until: command.until }, now);
    case 'retire-key':
      return withoutKey(partner, command.name, command.at ?? now);
    case 'retire-webhook-secret':
      return withoutWebhookSecret(partner, command.name, command.at ?? now);
    case 'set-webhook-url':
      return withWebhookUrl(partner, command.url);
    case 'suspend':
      return withStatus(partner, 'suspended');
    case 'resume':
      return withStatus(partner, 'active');
  }
}

/** The secret is shown once it is stored, and never again: what is stored opens only in the functions. */
async function addWebhookSecret(
  before: Partner,
  { name, from, until, ...command }: Command<'add-webhook-secret'>,
  store: PartnerStore,
  now: number,
): Promise<string> {
  const keys = await keysOf(command);
  const secret = newWebhookSecret();
  const after = withWebhookSecret(
    before,
    sealWebhookSecret(keys, before.partnerId, { name, secret, from, until }),
    now,
  );
  await store.replace(before, after);
  return `the secret, shown this once: ${secret}\nchanged, and felt within 30 seconds\n${shown(after, now)}`;
}

function shown({ webhookSecrets, keys, ...partner }: Partner, now: number): string {
  return JSON.stringify(
    {
      ...partner,
      keys: keys.map((key) => ({ ...key, active: isActive(key, now) })),
      ...(webhookSecrets !== undefined && { webhookSecrets: webhookSecrets.map((one) => secretShown(one, now)) }),
    },
    null,
    2,
  );
}

function secretShown({ name, from, until }: WebhookSecret, now: number) {
  return { name, from, until, active: isActive({ from, until }, now) };
}

/** Turns the SDK toward the product that runs on this machine. */
function turnHere(): void {
  const environment = readEnvironment(readSettings(process.env).localDir);
  if (environment === undefined) throw new Refusal('no product runs here: start it, or name another stage');
  Object.assign(process.env, environment);
}

await commandLine(usage, async (typed) => {
  const command = partnerCommand(typed);
  if (command.table === tableNameOf('local')) turnHere();
  return await run(command, partnerStore(command.table), Date.now());
});
