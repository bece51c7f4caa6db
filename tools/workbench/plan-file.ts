import { planRequest } from '../../lambdas/contracts/plan.ts';
import type { Formulary } from '../../lambdas/domain/formulary.ts';
import type { PlanFault } from '../../lambdas/domain/plan-fault.ts';
import { planFaults } from '../../lambdas/domain/plan-faults.ts';
import type { Plan } from '../../lambdas/domain/plan.ts';
import { Refusal } from '../refusal.ts';
import { allOf, readDocument, refuse } from './documents.ts';
import type { FormularyFile } from './formulary-file.ts';
import { formulariesBeside, readFormulary } from './formulary-file.ts';
import { referencesOf } from './references.ts';

export interface PlanOptions {
  readonly planFile: string;
  /** by formulary id: the file that was named for it */
  readonly formularies: ReadonlyMap<string, string>;
  /** by pool id: fen */
  readonly pools: ReadonlyMap<string, number>;
}

/** A plan without a fault, with the formularies it names as far as they are at hand. */
export interface PlanAtHand {
  readonly plan: Plan;
  readonly formularies: ReadonlyMap<string, Formulary>;
  readonly formularyFiles: ReadonlyMap<string, FormularyFile>;
  /** what the plan names and nobody has shown */
  readonly unknown: { readonly formularies: readonly string[]; readonly pools: readonly string[] };
}

/**
 * A plan under the checks of its publication. A formulary comes from the option, else from `formularies/` beside the plan. One that
 * is nowhere may well be with the product, so it is no fault here: it is told as not checked.
 */
export function readPlan({ planFile, formularies: named, pools }: PlanOptions): PlanAtHand {
  const plan: Plan = readDocument(planFile, planRequest);
  const references = referencesOf(plan);
  refuseStrangers('formulary', named, references.formularies);
  refuseStrangers('pool', pools, references.pools);
  const beside = formulariesBeside(planFile);
  const formularyFiles = new Map<string, FormularyFile>();
  for (const formularyId of references.formularies) {
    const file = named.get(formularyId);
    const known = file === undefined ? beside.get(formularyId) : { formularyId, version: 1, file };
    if (known !== undefined) formularyFiles.set(formularyId, known);
  }
  const referable = { formularies: new Set(references.formularies), pools: new Set(references.pools) };
  const [, ...formularies] = allOf(
    () => refuseIfAny(planFile, planFaults(plan, referable)),
    ...[...formularyFiles.values()].map((file) => () => readFormulary(file)),
  );
  return {
    plan,
    formularyFiles,
    formularies: new Map(formularies.map((formulary) => [formulary.formularyId, formulary])),
    unknown: {
      formularies: references.formularies.filter((id) => !formularyFiles.has(id)),
      pools: references.pools.filter((id) => !pools.has(id)),
    },
  };
}

function refuseIfAny(file: string, faults: readonly PlanFault[]): void {
  if (faults.length > 0) refuse(file, faults);
}

function refuseStrangers(option: string, named: ReadonlyMap<string, unknown>, inPlan: readonly string[]): void {
  const stranger = [...named.keys()].find((id) => !inPlan.includes(id));
  if (stranger !== undefined) throw new Refusal(`--${option} ${stranger}: the plan names no ${option} "${stranger}"`);
}
