import { routes } from '../../contracts/routes.ts';
import { publicDoor } from '../../runtime/public-door.ts';
import { checkHealth } from '../../use-cases/check-health.ts';
import { readCatalogue } from '../../storage/read-catalogue.ts';

export const handler = publicDoor({ route: routes.readHealth, handle: () => checkHealth({ readCatalogue }) });
