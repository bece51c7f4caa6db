import { argv } from 'node:process';
import { peerSections } from './peers/sections.ts';
import type { AnySectionName } from './section-process.ts';
import { full, quick, sections } from './sections.ts';

// also when the parent is killed: nobody would read the figures
process.once('disconnect', () => process.exit());

const name = argv[2] as AnySectionName;
const figures = await { ...sections, ...peerSections }[name](argv.includes('--quick') ? quick : full);
process.send?.(figures, () => process.disconnect());
