import type { HeldAnswer } from '../../../audit/answers.ts';
import type { DemoPartnerId } from '../../../local/partners/demo-partners.ts';
import type { Asking, Clients, Told } from '../clients.ts';
import type { Clock } from '../clock.ts';
import type { FaultKind, Faults } from '../faults.ts';
import type { Insurers } from '../insurers.ts';
import type { Journal } from '../journal.ts';
import type { PartnerItem, Partners } from '../partners.ts';
import type { KnownMember, World } from '../world.ts';
import { recent, remembered } from '../world.ts';

/** What operations need of a run. */
export interface Desk {
  readonly world: World;
  readonly clients: Clients;
  readonly clock: Clock;
  readonly faults: Faults;
  readonly journal: Journal;
  readonly partners: Partners;
  readonly insurers: Insurers;
  /** as `npm run partner` writes the record of a partner */
  readonly writePartner: (item: PartnerItem) => Promise<void>;
  /** as `npm run disputes` decides one */
  decideDispute(disputeId: string, isAccepted: boolean): Promise<void>;
}

/** One thing that partners do, and how often beside the others. */
export type Operation = readonly [weight: number, work: (desk: Desk) => Promise<void>];

export async function ask(
  { clients, world }: Desk,
  kind: string,
  partnerId: DemoPartnerId,
  [method, target]: readonly [string, string],
  body?: object,
): Promise<readonly [Asking, Told]> {
  const asking: Asking = {
    partnerId,
    kind,
    method,
    target,
    body: body === undefined ? undefined : JSON.stringify(body),
  };
  if (method !== 'GET') world.sent = remembered(world.sent, asking);
  return [asking, await clients.send(asking)];
}

/** The same for what the partner keeps the answer of. */
export async function askForGood(
  desk: Desk,
  about: Pick<HeldAnswer, 'operation' | 'orderNo' | 'number'>,
  partnerId: DemoPartnerId,
  address: readonly [string, string],
  body: object,
): Promise<readonly [Asking, Told]> {
  const [asking, told] = await ask(desk, about.operation, partnerId, address, body);
  desk.journal.keep(asking, told, about);
  return [asking, told];
}

/** A change under way is one if it was taken. */
export function noteIfTaken({ faults }: Desk, kind: FaultKind, { status }: Told): void {
  if (status >= 200 && status < 300) faults.happened(kind);
}

export function someMember({ chance, members }: World): KnownMember {
  const member = recent(chance, members);
  if (member === undefined) throw new Error('nobody is enrolled');
  return member;
}

export const textOf = ({ body }: Told, name: string): string | undefined => {
  const value = body[name];
  return typeof value === 'string' ? value : undefined;
};
