import type { statementRoutes } from '../lambdas/contracts/statement-routes.ts';
import type { StatedNeeds } from './stated-needs.ts';

type StatementDoor = (typeof statementRoutes)[keyof typeof statementRoutes]['handler'];

/** What the functions may do by which insurers read their statements. */
export const statementNeeds: Readonly<Record<StatementDoor, StatedNeeds>> = {
  'statement-list': {
    memoryMb: 512,
    table: { Query: ['STATEMENTS'] },
    secret: false,
    objects: { statements: { read: ['manifests/'] } },
    impact: 'Insurers cannot see which statements there are; those of known dates can be read.',
  },
  'statements': {
    memoryMb: 512,
    table: { BatchGetItem: ['STATEMENTS'] },
    // the statement of a day before the first with business is signed when it is asked for
    secret: true,
    objects: { statements: { read: ['manifests/'] } },
    impact: 'Insurers cannot read what they owe for a day, and pay later.',
  },
  'statement-parts': {
    // a part as NDJSON is several megabytes, and held as text, as bytes and as the answer
    memoryMb: 1024,
    table: { BatchGetItem: ['STATEMENTS'] },
    secret: true,
    objects: { statements: { read: ['manifests/', 'parts/'] } },
    impact: 'Insurers cannot read the lines of a statement, and pay later.',
  },
};
