import type { SourceRow } from '../kinds/kind.ts'

/** What the rows of one kind can be referred to by, for the kinds that come after. */
export type RefBook<T extends SourceRow> = {
  /** Rows that are proposed. */
  accepted: Map<string, T>
  /** Rows that have an error: whoever refers to them stays out too. */
  rejected: Map<string, SourceRow>
  /** Things that exist already outside this workbook. */
  known: ReadonlySet<string>
}

export function refBook<T extends SourceRow>(known: Iterable<string> = []): RefBook<T> {
  return { accepted: new Map(), rejected: new Map(), known: new Set(known) }
}

/** The row, good or bad, that has taken a reference already. */
export function takenBy<T extends SourceRow>({ accepted, rejected }: RefBook<T>, ref: string): SourceRow | undefined {
  return accepted.get(ref) ?? rejected.get(ref)
}

/** Enters a row that has been read to its end. */
export function enter<T extends SourceRow>(book: RefBook<T>, ref: string, source: SourceRow, proposal: T | null): void {
  if (takenBy(book, ref)) return
  if (proposal) book.accepted.set(ref, proposal)
  else book.rejected.set(ref, { sheet: source.sheet, row: source.row })
}
