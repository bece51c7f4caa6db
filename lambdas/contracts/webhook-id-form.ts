/**
 * What a `webhook-id` looks like. Standard Webhooks would rather have no full stop in it, since full stops part what is signed. Here one
 * does no harm: a body is an object of JSON, so that no signed bytes can be read as another id, a timestamp and a body.
 */
export const WEBHOOK_ID = /^[\x21-\x7e]{1,128}$/;
export const WEBHOOK_ID_FAULT = 'must be 1 to 128 visible ASCII characters';
