import { demoPartners } from '../../../local/partners/demo-partners.ts';
import type { Desk, Operation } from './desk.ts';

async function rotateKey({ world, partners, clock, faults, writePartner }: Desk): Promise<void> {
  const { partnerId } = world.chance.pick(demoPartners);
  faults.happened('key-rotated');
  await writePartner(partners.rotateKey(partnerId, clock.now()));
}

async function rotateSecret({ world, partners, clock, faults, writePartner }: Desk): Promise<void> {
  faults.happened('secret-rotated');
  await writePartner(partners.rotateSecret(world.chance.pick(['pharmacy-a', 'pharmacy-b', 'hospital-b']), clock.now()));
}

export const keyOperations: readonly Operation[] = [
  [0.9, rotateKey],
  [0.5, rotateSecret],
];
