/** `eligibility-checks` becomes `EligibilityChecks`: what the console shows. */
export function constructIdOf(name: string): string {
  return name
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
