import { claimNotes } from './claim-notes.ts';
import { coverageNotes } from './coverage-notes.ts';
import { decisionNotes } from './decision-notes.ts';
import { enrolmentNotes } from './enrolment-notes.ts';
import type { AnySchemaNote } from './field-notes.ts';
import { formularyNotes } from './formulary-notes.ts';
import { memberDecisionsNotes } from './member-decisions-notes.ts';
import { movementNotes } from './movement-notes.ts';
import { orderNotes } from './order-notes.ts';
import { pharmacyNotes } from './pharmacy-notes.ts';
import { planNotes } from './plan-notes.ts';
import { poolNotes } from './pool-notes.ts';
import { prescriptionNotes } from './prescription-notes.ts';
import { statementNotes } from './statement-notes.ts';
import { reconciliationNotes } from './reconciliation-notes.ts';

/** Every shape of the API by the name under which the document lists it, in reading order. */
export const schemaNotes: Readonly<Record<string, AnySchemaNote>> = {
  ...orderNotes,
  ...decisionNotes,
  ...movementNotes,
  ...memberDecisionsNotes,
  ...prescriptionNotes,
  ...pharmacyNotes,
  ...coverageNotes,
  ...enrolmentNotes,
  ...planNotes,
  ...formularyNotes,
  ...poolNotes,
  ...statementNotes,
  ...reconciliationNotes,
  ...claimNotes,
};
