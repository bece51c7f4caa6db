import { parseArgs } from 'node:util';
import { runRound } from './round.ts';

// whoever asked for the round has gone
process.once('disconnect', () => process.exit(3));

const { values } = parseArgs({ options: { seed: { type: 'string' }, requests: { type: 'string' } } });
const result = await runRound({ seed: Number(values.seed), requests: Number(values.requests) });
// the clients of the handlers keep their sockets for the life of the process
process.send?.(result, () => process.exit(0));
