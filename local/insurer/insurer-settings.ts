import type { Credential } from '../partners/demo-partners.ts';

/** What the insurer's process is told when it is started, as JSON in the variable INSURER_SETTINGS. */
export interface InsurerSettings {
  /** `:memory:`, or the file of its claims */
  readonly register: string;
  readonly slowMs: number;
  /** verifies the connector's signature; undefined: any request is taken */
  readonly connectorPublicKeyPem?: string | undefined;
  /** how it reaches the connector with an asynchronous answer, and as whom */
  readonly connectorUrl?: string | undefined;
  readonly credentials?: readonly Credential[] | undefined;
}
