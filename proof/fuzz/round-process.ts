import { parseArgs } from 'node:util';
import { runRound } from './round.ts';

const { values } = parseArgs({ options: { seed: { type: 'string' }, requests: { type: 'string' } } });
const result = await runRound({ seed: Number(values.seed), requests: Number(values.requests) });
process.send?.(result);
// the clients of the handlers keep their sockets for the life of the process
process.disconnect();
