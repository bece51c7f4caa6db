import { connectorKeys } from '../runtime/connector-keys.ts';
import { connectorSigner } from '../runtime/connector-signature.ts';
import { gzipped, partBytes, readManifest, readPart } from '../storage/statement-objects.ts';
import { readStatementsHead } from '../storage/statements-head.ts';
import { readStatement, readStatements } from '../storage/statements-shelf.ts';

/** What is told of statements that are published. */
export const statementPorts = {
  statements: { readStatement, readStatements, readStatementsHead },
  closing: { readManifest, readPart, partBytes, gzipped },
  signer: () => connectorKeys().then(connectorSigner),
};
