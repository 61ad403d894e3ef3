import { ApiError } from '@anju/contract'
import type { FormInstance } from 'antd'
import { type ReactNode, useRef, useState } from 'react'
import { type DifferingField, differingFields } from './conflict.ts'

/** For a form that edits a record with a version: how somebody else's change in the meantime is shown and settled. */
export interface Conflicts<Values> {
  /** Version of the record that the form was filled from; `submit` gets it, or the later one that was settled upon. */
  version: number
  /** Asks for the record as it is now, as values of this form. */
  present: () => Promise<{ version: number; values: Partial<Values> }>
  /** What the fields are called. */
  labels: Partial<Record<keyof Values & string, string>>
  /** How a value is shown; undefined for the usual way. */
  show?: (field: keyof Values & string, value: unknown) => ReactNode
}

/** What a refused save found, while it is being settled. */
export interface OpenConflict {
  fields: DifferingField[]
  /** Which side each field takes. */
  chosen: Record<string, 'theirs' | 'mine'>
  choose: (field: string, side: 'theirs' | 'mine') => void
}

/**
 * Keeps the version of a form's record. When the server says that the record was changed meanwhile, what was typed stays, the
 * present record is asked for, and the fields that differ are offered: theirs or mine. Saving again then is about the new version.
 */
export function useConflict<Values extends object>(
  form: FormInstance<Values>,
  initialValues: Partial<Values> | undefined,
  conflicts: Conflicts<Values> | undefined,
) {
  const [fields, setFields] = useState<DifferingField[] | null>(null)
  const [chosen, setChosen] = useState<OpenConflict['chosen']>({})
  const settled = useRef<{ version: number; base: Record<string, unknown> } | null>(null)
  // What the form was filled from: the record behind it may be read anew while somebody types, and its version would hide what
  // another has changed. After a save the form follows its record until it is touched again.
  const filled = useRef<{ version: number; base: Record<string, unknown> } | null>(null)
  const follows = useRef(false)
  if (filled.current === null || follows.current)
    filled.current = { version: conflicts?.version ?? 0, base: (initialValues ?? {}) as Record<string, unknown> }
  const put = (field: string, value: unknown) => form.setFieldValue(field as never, value as never)
  const meet = async (error: Error): Promise<void> => {
    if (!conflicts || !(error instanceof ApiError) || error.code !== 'platform.changed_meanwhile') return
    const present = await conflicts.present().catch(() => null)
    if (!present) return
    const mine = form.getFieldsValue(true) as Record<string, unknown>
    const theirs = present.values as Record<string, unknown>
    const base = settled.current?.base ?? filled.current?.base ?? {}
    const differing = differingFields(base, theirs, mine)
    settled.current = { version: present.version, base: theirs }
    for (const one of differing) if (!one.both) put(one.field, one.theirs)
    setChosen(Object.fromEntries(differing.map(({ field, both }) => [field, both ? 'mine' : 'theirs'])))
    setFields(differing)
  }
  const choose = (field: string, side: 'theirs' | 'mine') => {
    const one = fields?.find(candidate => candidate.field === field)
    if (!one) return
    put(field, side === 'theirs' ? one.theirs : one.mine)
    setChosen(now => ({ ...now, [field]: side }))
  }
  return {
    meet,
    forget: () => setFields(null),
    /** The record was saved: it begins anew. */
    saved: () => {
      settled.current = null
      follows.current = true
      setFields(null)
    },
    touched: () => {
      follows.current = false
    },
    version: () => settled.current?.version ?? filled.current?.version ?? 0,
    open: fields === null ? null : ({ fields, chosen, choose } satisfies OpenConflict),
  }
}
