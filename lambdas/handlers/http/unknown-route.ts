import { unknownRoute } from '../../contracts/routes.ts';
import { ConnectorError } from '../../runtime/connector-error.ts';
import { publicDoor } from '../../runtime/public-door.ts';

export const handler = publicDoor({
  route: unknownRoute,
  handle: () => {
    throw new ConnectorError('route.unknown', 'There is no such route; the reference at /docs lists them all.');
  },
});
