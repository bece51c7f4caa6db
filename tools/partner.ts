import type { Partner } from '../lambdas/storage/partner-item.ts';
import { isActive } from '../lambdas/storage/partner-item.ts';
import { newPartner, withKey, withoutKey, withStatus } from './partner-changes.ts';
import type { PartnerCommand } from './partner-command.ts';
import { partnerCommand, usage } from './partner-command.ts';
import type { PartnerStore } from './partner-store.ts';
import { partnerStore } from './partner-store.ts';
import { Refusal } from './refusal.ts';

/** Carries a command out; what is to be printed. */
async function run(command: PartnerCommand, store: PartnerStore, now: number): Promise<string> {
  if (command.command === 'add') {
    const partner = newPartner(command, now);
    await store.create(partner);
    return `added\n${shown(partner, now)}`;
  }
  const before = await store.find(command.partnerId);
  if (before === undefined) throw new Refusal(`there is no partner ${command.partnerId} in ${command.table}`);
  if (command.command === 'show') return shown(before, now);

  const after = changed(before, command, now);
  await store.replace(before, after);
  return `changed, and felt within 30 seconds\n${shown(after, now)}`;
}

function changed(
  partner: Partner,
  command: Exclude<PartnerCommand, { command: 'add' | 'show' }>,
  now: number,
): Partner {
  switch (command.command) {
    case 'add-key':
      return withKey(partner, { ...command.key, from: command.from, until: command.until }, now);
    case 'retire-key':
      return withoutKey(partner, command.name, command.at ?? now);
    case 'suspend':
      return withStatus(partner, 'suspended');
    case 'resume':
      return withStatus(partner, 'active');
  }
}

/** Webhook secrets are secrets: only how many there are is shown. */
function shown({ webhookSecrets, keys, ...partner }: Partner, now: number): string {
  return JSON.stringify(
    {
      ...partner,
      keys: keys.map((key) => ({ ...key, active: isActive(key, now) })),
      ...(webhookSecrets !== undefined && { webhookSecrets: webhookSecrets.length }),
    },
    null,
    2,
  );
}

try {
  const typed = process.argv.slice(2);
  if (typed.length === 0 || typed[0] === 'help') {
    console.log(usage);
  } else {
    const command = partnerCommand(typed);
    console.log(await run(command, partnerStore(command.table), Date.now()));
  }
} catch (error) {
  process.exitCode = 1;
  if (error instanceof Refusal) console.error(`refused: ${error.message}`);
  else console.error(`failed: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`);
}
