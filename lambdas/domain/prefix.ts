/** Whether one of the order's diagnoses begins with one of the listed prefixes; wherever diagnoses are matched. */
export function anyStartsWith(values: readonly string[], prefixes: readonly string[]): boolean {
  return values.some((value) => prefixes.some((prefix) => value.startsWith(prefix)));
}
