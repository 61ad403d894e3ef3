import { useLocale } from '@anju/ui'
import { Checkbox } from 'antd'
import type { ChangeKind, Import } from './import-query.ts'
import { useImportsTexts } from './texts.ts'
import { useChangeWords } from './useChangeWords.ts'
import './changes.css'

interface ChangesPanelProps {
  found: Import
  /** The kinds whose changes will be taken over. */
  confirmed: ReadonlySet<ChangeKind>
  confirm: (kinds: ReadonlySet<ChangeKind>) => void
}

/** What is stored and said otherwise by the file: taken over kind by kind, only where a person confirms it. */
export function ChangesPanel({ found, confirmed, confirm }: ChangesPanelProps) {
  const t = useImportsTexts()
  const { locale } = useLocale()
  const words = useChangeWords()
  const kinds = Map.groupBy(found.changes, change => change.kind)
  if (kinds.size === 0) return null
  const done = found.state !== 'planned'
  const toggle = (kind: ChangeKind) => {
    const next = new Set(confirmed)
    if (!next.delete(kind)) next.add(kind)
    confirm(next)
  }
  return (
    <section className="c-card im-panel im-changes" aria-label={t('changes.title')}>
      <h2>{t('changes.title')}</h2>
      <p className="im-quiet">{t('changes.text')}</p>
      {[...kinds].map(([kind, changes]) => {
        const count = found.counts.find(one => one.kind === kind)?.change ?? changes.length
        return (
          <div key={kind}>
            <Checkbox
              checked={done ? found.appliedChanges.includes(kind) : confirmed.has(kind)}
              disabled={done}
              onChange={() => toggle(kind)}
            >
              {t('changes.take', { kind: t(`count.${kind}`), count })}
            </Checkbox>
            <table className="im-table">
              <thead>
                <tr>
                  <th scope="col">{t('check.sheet')}</th>
                  <th scope="col">{t('check.row')}</th>
                  <th scope="col">{t('changes.what')}</th>
                  <th scope="col">{t('changes.field')}</th>
                  <th scope="col">{t('changes.before')}</th>
                  <th scope="col">{t('changes.after')}</th>
                </tr>
              </thead>
              <tbody>
                {changes.map(change => (
                  <tr key={`${change.sheet}:${change.row}:${change.label}:${change.field}`}>
                    <td>{change.sheet}</td>
                    <td className="c-number">{change.row}</td>
                    <td>{change.label}</td>
                    <td>{t(`changes.${change.field}`)}</td>
                    <td className="im-changes__before">{words(change).before}</td>
                    <td className="im-changes__after">{words(change).after}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            {changes.length < count ? (
              <p className="im-quiet">{t('changes.first', { count: changes.length.toLocaleString(locale) })}</p>
            ) : null}
          </div>
        )
      })}
    </section>
  )
}
