import { useLocale } from '@anju/ui'
import { useDetailTexts } from './detail-words.ts'
import { usePlatformTexts } from './texts.ts'

const DEEPEST = 6

/** A stored value for reading: names with their values, lists numbered, nested ones indented. */
export function StoredValue({ value, depth = 0 }: { value: unknown; depth?: number }) {
  const t = usePlatformTexts()
  if (value === null || value === undefined || value === '') return <span className="c-none">{t('detail.empty')}</span>
  if (typeof value === 'boolean') return <>{t(value ? 'detail.yes' : 'detail.no')}</>
  if (typeof value !== 'object') return <span className="pl-value">{String(value)}</span>
  if (depth >= DEEPEST) return <code className="pl-value">{JSON.stringify(value)}</code>
  if (Array.isArray(value)) return <StoredList values={value} depth={depth} />
  return <StoredObject of={value as Record<string, unknown>} depth={depth} />
}

function isPlain(value: unknown): boolean {
  return typeof value !== 'object' || value === null
}

function StoredList({ values, depth }: { values: unknown[]; depth: number }) {
  const t = usePlatformTexts()
  if (values.length === 0) return <span className="c-none">{t('detail.empty')}</span>
  return (
    <ol className={values.every(isPlain) ? 'pl-list pl-list--plain' : 'pl-list'}>
      {values.map((value, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a stored list does not move
        <li key={index}>
          <StoredValue value={value} depth={depth + 1} />
        </li>
      ))}
    </ol>
  )
}

function StoredObject({ of, depth }: { of: Record<string, unknown>; depth: number }) {
  const { locale } = useLocale()
  const t = usePlatformTexts()
  const names = useDetailTexts.in(locale)
  const entries = Object.entries(of)
  if (entries.length === 0) return <span className="c-none">{t('detail.empty')}</span>
  return (
    <dl className="pl-object">
      {entries.map(([name, value]) => (
        <div key={name} data-nested={!isPlain(value)}>
          <dt title={name}>{useDetailTexts.has(name) ? names(name) : name}</dt>
          <dd>
            <StoredValue value={value} depth={depth + 1} />
          </dd>
        </div>
      ))}
    </dl>
  )
}
