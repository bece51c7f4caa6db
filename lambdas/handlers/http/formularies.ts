import { formularyEntries } from '../../contracts/formulary.ts';
import { routes } from '../../contracts/routes.ts';
import { listDoor } from '../../runtime/door.ts';
import { pause } from '../../runtime/pause.ts';
import { packFormulary } from '../../storage/formulary-chunks.ts';
import { readFormularyFile, writeFormularyContent, writeFormularyHead } from '../../storage/formulary-press.ts';
import { publishFormulary } from '../../use-cases/publish-formulary.ts';

const ports = { press: { packFormulary, readFormularyFile, writeFormularyContent, writeFormularyHead }, pause };

export const handler = listDoor({
  route: routes.publishFormulary,
  list: formularyEntries,
  handle: (call) => publishFormulary(ports, call),
});
