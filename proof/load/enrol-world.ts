import type { PartnerLine } from './partner-line.ts';
import type { Publication, World } from './world.ts';
import { documentsOf, enrolmentOf } from './world.ts';

const AT_ONCE = 8;

/** Publishes what the load's plans need and enrols its members, through the public API like anyone else. */
export async function enrolWorld(line: PartnerLine, world: World, now: number): Promise<void> {
  const year = new Date(now).getUTCFullYear();
  for (const document of documentsOf(`${year - 1}-01-01`)) await put(line, document);
  const waiting = world.members.values();
  const enrol = async () => {
    for (const member of waiting) await put(line, enrolmentOf(member, year));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, enrol));
}

async function put(line: PartnerLine, { insurerId, path, content }: Publication): Promise<void> {
  const body = Buffer.from(JSON.stringify(content));
  const { status, text } = await line({ partnerId: insurerId, method: 'PUT', path, body });
  if (status >= 300) throw new Error(`PUT ${path} answered ${status}: ${text.slice(0, 500)}`);
}
