import type { EventContent } from './operation.ts';

/** The example of each event under its type. */
export function examplesByType({ events }: EventContent): Record<string, { readonly value: unknown }> {
  return Object.fromEntries(events.map(({ example }) => [eventType(example), { value: example }]));
}

/** What an event says it is. */
export function eventType(example: unknown): string {
  if (typeof example !== 'object' || example === null || !('type' in example))
    throw new Error('an event without a type');
  return String(example.type);
}
