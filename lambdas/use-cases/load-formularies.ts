import type { Candidate } from '../domain/coverage-standing.ts';
import type { Formularies } from '../domain/formulary.ts';
import type { FormularyShelf } from './ports.ts';

/**
 * The formularies that the plans in force name, each in the highest version among so many publications: those read together with an
 * order, or those stored with its decision where it is decided again.
 */
export function loadFormularies(
  { formularies }: { readonly formularies: FormularyShelf },
  candidates: readonly Candidate[],
  publications: number,
): Promise<Formularies> {
  const ids = new Set(candidates.flatMap(({ plan }) => plan?.formularyIds ?? []));
  return formularies.formulariesAt(ids, publications);
}
