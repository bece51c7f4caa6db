import { runSections } from '../run-sections.ts';
import { findPrograms, HOW_TO_INSTALL } from './postgres/programs.ts';
import { peerSectionNames } from './sections.ts';

const MISSING = 2;

if (findPrograms() === undefined) {
  console.error(HOW_TO_INSTALL);
  process.exitCode = MISSING;
} else {
  await runSections(peerSectionNames);
}
