/** Several sorted rows as one, read as they are needed: each is asked for one entry ahead. */
export async function* mergeSorted<Entry>(
  rows: readonly AsyncIterator<Entry>[],
  isBefore: (one: Entry, other: Entry) => boolean,
): AsyncGenerator<Entry> {
  const heads = await Promise.all(rows.map(async (row) => ({ row, next: await row.next() })));
  for (;;) {
    let first: { row: AsyncIterator<Entry>; next: IteratorYieldResult<Entry> } | undefined;
    for (const head of heads) {
      if (head.next.done !== true && (first === undefined || isBefore(head.next.value, first.next.value))) {
        first = head as NonNullable<typeof first>;
      }
    }
    if (first === undefined) return;
    yield first.next.value;
    first.next = (await first.row.next()) as IteratorYieldResult<Entry>;
  }
}
