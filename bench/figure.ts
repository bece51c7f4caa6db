/** One measured value against what it is held to. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** `= 2`, `>= 0.75`, `<= 450`; null where the value is there to be read */
  readonly goal: string | null;
  /** whether the goal is met; true where there is none */
  readonly ok: boolean;
}

export interface Goal {
  readonly text: string;
  readonly met: (value: number) => boolean;
}

export const exactly = (wanted: number): Goal => ({ text: `= ${wanted}`, met: (value) => value === wanted });
export const atLeast = (least: number): Goal => ({ text: `>= ${least}`, met: (value) => value >= least });
export const atMost = (most: number): Goal => ({ text: `<= ${most}`, met: (value) => value <= most });

export function figure(name: string, value: number, unit: string, goal?: Goal): Figure {
  if (!Number.isFinite(value)) throw new Error(`${name} was not measured: ${value}`);
  return { name, value, unit, goal: goal?.text ?? null, ok: goal?.met(value) ?? true };
}

/** A missed count is a defect of the product; a missed ratio or time may be a busy machine. */
export function isMissedCount({ goal, ok }: Figure): boolean {
  return !ok && goal?.startsWith('= ') === true;
}
