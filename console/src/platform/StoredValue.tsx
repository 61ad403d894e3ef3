import { formatDateTime, numbered, useLocale } from '@anju/ui'
import { useDetailTexts } from './detail-words.ts'
import { type Plain, tableOf } from './stored-table.ts'
import { usePlatformTexts } from './texts.ts'

const DEEPEST = 6
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/

/** A stored value for reading: names with their values, lists numbered, lists of alike things as a table. */
export function StoredValue({ value, depth = 0 }: { value: unknown; depth?: number }) {
  if (typeof value !== 'object' || value === null) return <PlainValue value={value as Plain} />
  if (depth >= DEEPEST) return <code className="pl-value">{JSON.stringify(value)}</code>
  if (Array.isArray(value)) return <StoredList values={value} depth={depth} />
  return <StoredObject of={value as Record<string, unknown>} depth={depth} />
}

function PlainValue({ value }: { value: Plain }) {
  const t = usePlatformTexts()
  if (value === null || value === undefined || value === '') return <span className="c-none">{t('detail.empty')}</span>
  if (typeof value === 'boolean') return <>{t(value ? 'detail.yes' : 'detail.no')}</>
  const instant = typeof value === 'string' && INSTANT.test(value)
  return <span className="pl-value">{instant ? formatDateTime(value) : String(value)}</span>
}

/** The name of a stored value in words, where there are any. */
function useNames(): (name: string) => string {
  const { locale } = useLocale()
  const names = useDetailTexts.in(locale)
  return name => (useDetailTexts.has(name) ? names(name) : name)
}

function StoredList({ values, depth }: { values: unknown[]; depth: number }) {
  const t = usePlatformTexts()
  if (values.length === 0) return <span className="c-none">{t('detail.empty')}</span>
  const table = tableOf(values)
  if (table) return <StoredTable {...table} />
  return (
    <ol className="pl-list">
      {numbered(values).map(({ thing: value, place }) => (
        <li key={place}>
          <StoredValue value={value} depth={depth + 1} />
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
                <PlainValue value={row[column]} />
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
            <StoredValue value={value} depth={depth + 1} />
          </dd>
        </div>
      ))}
    </dl>
  )
}
