import { describe } from 'vitest';
import { proofSize } from '../support/proof-size.ts';
import { proveCases } from './proof.ts';

describe('the engine decides as docs/plans.md says, adds up, exceeds no limit, and decides the same again', () => {
  proveCases(proofSize(50_000));
});
