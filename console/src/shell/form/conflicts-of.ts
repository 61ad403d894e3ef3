import type { Conflicts } from './useConflict.ts'

interface Settled<Row, Values> extends Pick<Conflicts<Values>, 'labels' | 'show'> {
  /** The record as it is now; undefined: it is gone, and the refusal stands as it came. */
  read: () => Promise<Row | undefined>
  /** As values of the form. */
  values: (now: Row) => Partial<Values>
}

/** The `conflicts` of a form that edits a record with a version, or makes a new one (then there are none). */
export function conflictsOf<Row extends { version: number }, Values>(
  row: Row | null | undefined,
  { read, values, labels, show }: Settled<Row, Values>,
): Conflicts<Values> | undefined {
  if (!row) return undefined
  return {
    version: row.version,
    present: async () => {
      const now = await read()
      if (!now) throw new Error('gone')
      return { version: now.version, values: values(now) }
    },
    labels,
    show,
  }
}
