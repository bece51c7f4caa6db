/** How the simulated insurer behaves; docs/local-mode.md tells what each does. */
export const INSURER_MODES = [
  ...(['up', 'down', 'slow', 'timeout-after-commit', 'reject', 'duplicate-answer'] as const),
  ...(['pending', 'busy'] as const),
] as const;
export type InsurerMode = (typeof INSURER_MODES)[number];
