/** `PROOF=full npm test`: everything that is proved by numbers is tried as often as the documents say. */
export const provesAll = process.env['PROOF'] === 'full';

/** How often: an eighth in the run that everybody waits for, where a test has no measure of its own. What is proved is the same. */
export const proofSize = (whole: number): number => (provesAll ? whole : Math.ceil(whole / 8));
