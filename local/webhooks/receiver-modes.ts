/** How the receiver of webhooks behaves; docs/local-mode.md tells what each does. */
export const RECEIVER_MODES = ['up', 'down', 'slow', 'gone'] as const;
export type ReceiverMode = (typeof RECEIVER_MODES)[number];
