/**
 * What every identifier of the contract looks like: of partners, members, plans, orders, the codes of lines. Apart from the zod
 * schemas, because a path is checked by functions that load none.
 */
export const IDENTIFIER = /^[A-Za-z0-9_.-]{1,64}$/;
export const IDENTIFIER_FAULT = 'must be 1 to 64 characters of A-Z a-z 0-9 _ . -';
