import { poolRequest } from '../../contracts/pool.ts';
import { routes } from '../../contracts/routes.ts';
import { door } from '../../runtime/door.ts';
import { pause } from '../../runtime/pause.ts';
import { readPool, writePool } from '../../storage/pool-book.ts';
import { putPool } from '../../use-cases/put-pool.ts';

const ports = { pools: { readPool, writePool }, pause };

export const handler = door({
  route: routes.putPool,
  schema: poolRequest,
  handle: (call) => putPool(ports, call),
});
