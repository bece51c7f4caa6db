/** `PROOF=full npm test`: everything that is proved by numbers is tried as often as the documents say. */
export const provesAll = process.env['PROOF'] === 'full';

/** How often: an eighth in the run that everybody waits for. What is proved is the same, how often it is tried is not. */
export const proofSize = (whole: number): number => (provesAll ? whole : Math.ceil(whole / 8));
