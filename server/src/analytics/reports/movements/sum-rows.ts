/** The sums under the rows of a report: each named amount or count added up. */
export function sumRows<R extends object, K extends keyof R & string>(
  rows: readonly R[],
  names: readonly K[],
): Record<K, bigint> {
  const sums = Object.fromEntries(names.map(name => [name, 0n])) as Record<K, bigint>
  for (const row of rows) for (const name of names) sums[name] += row[name] as bigint
  return sums
}

/**
 * A balance by months: each row begins with what the one before ended with. `opening` is what there was before the first month;
 * a month in which nothing moved has no row of its own.
 */
export function rollForward<R extends object>(
  rows: readonly (R & { month: string | null; movedFen: bigint })[],
  opening: bigint,
): (R & { openingFen: bigint; closingFen: bigint })[] {
  let balance = opening
  return [...rows]
    .sort((a, b) => ((a.month ?? '') < (b.month ?? '') ? -1 : 1))
    .map(({ movedFen, ...row }) => {
      const openingFen = balance
      balance += movedFen
      return { ...(row as unknown as R), openingFen, closingFen: balance }
    })
}
