import { disputeEntries } from '../../contracts/dispute.ts';
import { routes } from '../../contracts/routes.ts';
import { listDoor } from '../../runtime/door.ts';
import { pause } from '../../runtime/pause.ts';
import * as register from '../../storage/dispute-register.ts';
import { openDisputes } from '../../use-cases/open-disputes.ts';
import { statementArchive } from '../statement-archive.ts';

const { readDisputes } = register;
const ports = {
  archive: statementArchive,
  disputes: { readDisputes, openDisputes: register.openDisputes },
  pause,
};

export const handler = listDoor({
  route: routes.openDisputes,
  list: disputeEntries,
  handle: (call) => openDisputes(ports, call),
});
