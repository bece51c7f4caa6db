import { runSections } from './run-sections.ts';
import { sectionNames } from './sections.ts';

await runSections(sectionNames);
