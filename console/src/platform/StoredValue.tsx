import { comma, numbered, useLocale } from '@anju/ui'
import { createContext, type ReactNode, useContext } from 'react'
import type { AuditEntry } from './audit-entry.ts'
import { useDetailTexts } from './detail-words.ts'
import { RecordText } from './RecordText.tsx'
import { type Plain, tableOf } from './stored-table.ts'
import { usePlatformTexts } from './texts.ts'
import { useValueText } from './value-text.ts'

const DEEPEST = 6
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i

const Names = createContext<AuditEntry['names']>([])

/** Whatever is shown below calls records by these names instead of their ids. */
export function StoredNames({ names, children }: { names: AuditEntry['names']; children: ReactNode }) {
  return <Names.Provider value={names}>{children}</Names.Provider>
}

/**
 * A stored value for reading: names with their values, values by what their field says they are, lists numbered, lists of alike things
 * as a table.
 */
export function StoredValue({ value, field = '', depth = 0 }: { value: unknown; field?: string; depth?: number }) {
  if (typeof value !== 'object' || value === null) return <PlainValue value={value as Plain} field={field} />
  if (depth >= DEEPEST) return <code className="pl-value">{JSON.stringify(value)}</code>
  if (Array.isArray(value)) return <StoredList values={value} field={field} depth={depth} />
  return <StoredObject of={value as Record<string, unknown>} depth={depth} />
}

function PlainValue({ value, field }: { value: Plain; field: string }) {
  const t = usePlatformTexts()
  const textOf = useValueText()
  const names = useContext(Names)
  if (value === null || value === undefined || value === '') return <span className="c-none">{t('detail.empty')}</span>
  if (typeof value === 'boolean') return <>{t(value ? 'detail.yes' : 'detail.no')}</>
  if (typeof value === 'string' && UUID.test(value)) {
    const named = names.find(name => name.id === value)
    return <RecordText id={value} kind={named?.kind ?? null} label={named?.label ?? null} bare />
  }
  return <span className="pl-value">{textOf(field, value)}</span>
}

/** The name of a stored value in words, where there are any. */
function useNames(): (name: string) => string {
  const { locale } = useLocale()
  const names = useDetailTexts.in(locale)
  return name => (useDetailTexts.has(name) ? names(name) : name)
}

function StoredList({ values, field, depth }: { values: unknown[]; field: string; depth: number }) {
  const t = usePlatformTexts()
  if (values.length === 0) return <span className="c-none">{t('detail.empty')}</span>
  const table = tableOf(values)
  if (table) return <StoredTable {...table} />
  if (values.every(value => typeof value !== 'object'))
    return (
      <>
        {numbered(values).map(({ thing: value, place }) => (
          <span key={place}>
            {place > 0 ? comma() : null}
            <StoredValue value={value} field={field} depth={depth + 1} />
          </span>
        ))}
      </>
    )
  return (
    <ol className="pl-list">
      {numbered(values).map(({ thing: value, place }) => (
        <li key={place}>
          <StoredValue value={value} field={field} depth={depth + 1} />
        </li>
      ))}
    </ol>
  )
}

function StoredTable({ columns, rows }: NonNullable<ReturnType<typeof tableOf>>) {
  const nameOf = useNames()
  return (
    <table className="pl-table">
      <thead>
        <tr>
          {columns.map(column => (
            <th key={column} scope="col" title={column}>
              {nameOf(column)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {numbered(rows).map(({ thing: row, place }) => (
          <tr key={place}>
            {columns.map(column => (
              <td key={column} className={typeof row[column] === 'number' ? 'c-number' : undefined}>
                <PlainValue value={row[column]} field={column} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function StoredObject({ of, depth }: { of: Record<string, unknown>; depth: number }) {
  const t = usePlatformTexts()
  const nameOf = useNames()
  const entries = Object.entries(of)
  if (entries.length === 0) return <span className="c-none">{t('detail.empty')}</span>
  return (
    <dl className="pl-object">
      {entries.map(([name, value]) => (
        <div key={name} data-nested={typeof value === 'object' && value !== null}>
          <dt title={name}>{nameOf(name)}</dt>
          <dd>
            <StoredValue value={value} field={name} depth={depth + 1} />
          </dd>
        </div>
      ))}
    </dl>
  )
}
