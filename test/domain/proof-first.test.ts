import { describe } from 'vitest';
import { proveCases } from './proof.ts';

describe('the engine decides as docs/plans.md says, adds up, exceeds no limit, and decides the same again', () => {
  proveCases(50_000);
});
