/** The function that audits, which no request and no trigger starts, and which no handler of partners shares anything with. */
export const AUDIT_FUNCTION = 'table-audit';

/** From the root of the project. */
export const AUDIT_SOURCE = `lambdas/handlers/audit/${AUDIT_FUNCTION}.ts`;
