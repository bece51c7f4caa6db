/** All of them, or the first failure, but not before every one has come to its end: nothing starts behind our back. */
export async function allStarted<const Starting extends readonly Promise<unknown>[]>(
  starting: Starting,
): Promise<{ -readonly [Index in keyof Starting]: Awaited<Starting[Index]> }> {
  await Promise.allSettled(starting);
  return Promise.all(starting);
}
