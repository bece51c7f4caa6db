import type {
  existingFacts,
  findCuts,
  hasIndexedFacts,
  readEntries,
  readIndexedFacts,
} from '../storage/closing-book.ts';
import type { readClosingPlan, readFrozenSlices, writeClosingPlan, writeFrozenSlice } from '../storage/closing-plan.ts';
import type { listInsurerPartners } from '../storage/insurer-partners.ts';
import type { hasLateNotes, readLateEntries, readLateNotes, settleLateNote } from '../storage/late-lines.ts';
import type {
  freezeDraft,
  gzipped,
  partBytes,
  readDraft,
  readDraftSummary,
  readManifest,
  readPart,
  writeManifest,
  writePart,
} from '../storage/statement-objects.ts';
import type { readStatementsHead } from '../storage/statements-head.ts';
import type {
  beginChain,
  firstBusinessDay,
  markBegun,
  publishStatements,
  readStatement,
  readStatements,
} from '../storage/statements-shelf.ts';

export { claimMarkOf } from '../storage/claim-mark.ts';
export type { BookEntry } from '../storage/closing-book.ts';
export type { Draft, DraftSummary } from '../storage/draft-codec.ts';
export { trialOf } from '../storage/draft-codec.ts';
export type { LateNote } from '../storage/late-lines.ts';
export type { StatementsHead } from '../storage/statements-head.ts';
export type { ShelvedStatement } from '../storage/statements-shelf.ts';
export { MOST_AT_ONCE } from '../storage/statements-shelf.ts';

/** What is published, and how far that has come. */
export interface StatementsShelf {
  readonly readStatementsHead: typeof readStatementsHead;
  readonly beginChain: typeof beginChain;
  readonly markBegun: typeof markBegun;
  readonly firstBusinessDay: typeof firstBusinessDay;
  readonly publishStatements: typeof publishStatements;
  readonly readStatement: typeof readStatement;
  readonly readStatements: typeof readStatements;
}

/** What closing a day works with, and leaves behind for whoever goes on with it. */
export interface ClosingDesk {
  readonly listInsurerPartners: typeof listInsurerPartners;
  readonly findCuts: typeof findCuts;
  readonly readEntries: typeof readEntries;
  readonly readIndexedFacts: typeof readIndexedFacts;
  readonly hasIndexedFacts: typeof hasIndexedFacts;
  readonly existingFacts: typeof existingFacts;
  readonly readClosingPlan: typeof readClosingPlan;
  readonly writeClosingPlan: typeof writeClosingPlan;
  readonly writeFrozenSlice: typeof writeFrozenSlice;
  readonly readFrozenSlices: typeof readFrozenSlices;
  readonly hasLateNotes: typeof hasLateNotes;
  readonly readLateNotes: typeof readLateNotes;
  readonly readLateEntries: typeof readLateEntries;
  readonly settleLateNote: typeof settleLateNote;
  readonly freezeDraft: typeof freezeDraft;
  readonly readDraft: typeof readDraft;
  readonly readDraftSummary: typeof readDraftSummary;
  readonly writePart: typeof writePart;
  readonly readPart: typeof readPart;
  readonly partBytes: typeof partBytes;
  readonly gzipped: typeof gzipped;
  readonly writeManifest: typeof writeManifest;
  readonly readManifest: typeof readManifest;
}
