export const MAX_VERSION = 999_999;

/** What is wrong with the version of an address: the whole of it, since `03` would be a second name for 3. */
export function versionAddressFaults(
  path: Readonly<Record<string, string>>,
): readonly { readonly path: string; readonly message: string }[] {
  if (/^[1-9]\d{0,5}$/.test(path['version'] ?? '')) return [];
  return [{ path: 'version', message: `must be an integer from 1 to ${MAX_VERSION}, written without leading zeros` }];
}
