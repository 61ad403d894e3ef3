import { Button } from 'antd'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useConsoleTexts } from '../../texts/texts.ts'
import { arranged, moved } from './arrange-columns.ts'
import type { Column } from './column.ts'
import { useChangeListSetting, useListSetting } from './list-settings.ts'

interface ColumnsPanelProps {
  route: string
  columns: readonly Pick<Column<never>, 'key' | 'title'>[]
}

/** A tick per column, and arrows that move it. */
export default function ColumnsPanel({ route, columns }: ColumnsPanelProps) {
  const t = useConsoleTexts()
  const setting = useListSetting(route)
  const change = useChangeListSetting(route)
  const hidden = setting?.hidden ?? []
  const shown = arranged(columns, setting?.order ?? [])
  const toggle = (key: string) =>
    change(now => ({
      ...now,
      hidden: now.hidden.includes(key) ? now.hidden.filter(one => one !== key) : [...now.hidden, key],
    }))
  const move = (key: string, by: -1 | 1) => change(now => ({ ...now, order: moved(columns, now.order, key, by) }))
  return (
    <div className="c-columns">
      <p className="c-columns__text">{t('list.columnsText')}</p>
      <ul>
        {shown.map(({ key, title }, place) => (
          <li key={key}>
            <label>
              <input
                type="checkbox"
                checked={place === 0 || !hidden.includes(key)}
                disabled={place === 0}
                onChange={() => toggle(key)}
              />
              {title}
            </label>
            {place === 0 ? (
              <small>{t('list.columnFirst')}</small>
            ) : (
              <span className="c-columns__moves">
                <Button
                  type="text"
                  size="small"
                  icon={<ArrowUp size={14} aria-hidden />}
                  disabled={place === 1}
                  onClick={() => move(key, -1)}
                  aria-label={t('list.columnEarlier', { column: title })}
                />
                <Button
                  type="text"
                  size="small"
                  icon={<ArrowDown size={14} aria-hidden />}
                  disabled={place === shown.length - 1}
                  onClick={() => move(key, 1)}
                  aria-label={t('list.columnLater', { column: title })}
                />
              </span>
            )}
          </li>
        ))}
      </ul>
      <Button
        size="small"
        disabled={hidden.length === 0 && (setting?.order.length ?? 0) === 0}
        onClick={() => change(now => ({ ...now, hidden: [], order: [] }))}
      >
        {t('list.columnsReset')}
      </Button>
    </div>
  )
}
