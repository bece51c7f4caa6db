import { argv } from 'node:process';
import type { SectionName } from './sections.ts';
import { full, quick, sections } from './sections.ts';

// also when the parent is killed: nobody would read the figures
process.once('disconnect', () => process.exit());

const name = argv[2] as SectionName;
const figures = await sections[name](argv.includes('--quick') ? quick : full);
process.send?.(figures, () => process.disconnect());
