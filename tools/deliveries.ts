// npm run deliveries -- list --partner … | show <eventId> | redrive <eventId> | redrive --partner … --since …
// What providers were told of their orders: the log of each delivery, and how to send one once more.
import type { Delivery } from '../lambdas/domain/delivery.ts';
import { parseEventId } from '../lambdas/storage/delivery-item.ts';
import { listDeliveries, readDelivery } from '../lambdas/storage/delivery-log.ts';
import { readOrderRecord } from '../lambdas/storage/order-record.ts';
import type { DeliveriesCommand } from './deliveries-command.ts';
import { commandLine } from './command-line.ts';
import { deliveriesCommand, usage } from './deliveries-command.ts';
import { deliveryReport, deliveryTable } from './delivery-words.ts';
import { redriveDelivery } from './redrive-delivery.ts';
import { Refusal } from './refusal.ts';
import { timeAtHand, turnToTable } from './table-at-hand.ts';

type Command<Name extends DeliveriesCommand['command']> = Extract<DeliveriesCommand, { command: Name }>;

const THREE_DAYS_MS = 3 * 24 * 3_600_000;

/** Carries a command out; what is to be printed. */
async function run(command: DeliveriesCommand, now: number): Promise<string> {
  switch (command.command) {
    case 'list':
      return list(command, now);
    case 'show':
      return deliveryReport(await known(command.eventId));
    case 'redrive':
      return redrive(await known(command.eventId), now);
    case 'redrive all':
      return redriveAll(command, now);
  }
}

async function list({ partner, since, state }: Command<'list'>, now: number): Promise<string> {
  const found: Delivery[] = [];
  for await (const page of listDeliveries({ providerId: partner, since: since ?? now - THREE_DAYS_MS, state }))
    found.push(...page);
  return found.length === 0 ? 'none' : deliveryTable(found);
}

/** An event's id names a fact, and the fact says whose it is and when it happened. */
async function known(eventId: string): Promise<Delivery> {
  const { orderId = '', sequence } = parseEventId(eventId) ?? {};
  const { facts } = orderId === '' ? { facts: [] } : await readOrderRecord(orderId);
  const fact = facts.find((one) => one.sequence === sequence);
  const delivery = fact && (await readDelivery({ providerId: fact.providerId, happenedAt: fact.postedAt, eventId }));
  if (delivery === undefined) throw new Refusal(`there is no delivery of ${eventId}`);
  return delivery;
}

async function redrive(delivery: Delivery, now: number): Promise<string> {
  const { eventId } = delivery.ref;
  if (!(await redriveDelivery(delivery, now))) {
    throw new Refusal(`${eventId} has just gone on by itself: look, and try again`);
  }
  return `${eventId} is sent within a minute`;
}

async function redriveAll({ partner, since }: Command<'redrive all'>, now: number): Promise<string> {
  let count = 0;
  for await (const page of listDeliveries({ providerId: partner, since, state: 'failed' })) {
    for (const delivery of page) if (await redriveDelivery(delivery, now)) count += 1;
  }
  return count === 0 ? 'none has failed' : `${count} ${count === 1 ? 'is' : 'are'} sent, beginning within a minute`;
}

await commandLine(usage, async (typed) => {
  const command = deliveriesCommand(typed);
  turnToTable(command);
  return await run(command, await timeAtHand(command));
});
