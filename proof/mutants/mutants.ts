import { deciding } from './deciding.ts';
import { insurerSide } from './insurer-side.ts';
import type { Mutant } from './mutant.ts';
import { moving } from './moving.ts';
import { posting } from './posting.ts';

export const mutants: readonly Mutant[] = [...deciding, ...posting, ...moving, ...insurerSide];
