import { Button, Input } from 'antd'
import { Bookmark, Check, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { v7 as newId } from 'uuid'
import { useConsoleTexts } from '../../texts/texts.ts'
import { type ListSetting, useChangeListSetting } from './list-settings.ts'
import type { ListState } from './list-state.ts'
import { queryOf, same } from './view-query.ts'

type View = ListSetting['views'][number]

interface ViewsPanelProps {
  state: ListState
  route: string
  views: readonly View[]
  close: () => void
}

/** The views that somebody has kept, to show or delete, and a name for what is set now. */
export default function ViewsPanel({ route, state, views, close }: ViewsPanelProps) {
  const t = useConsoleTexts()
  const change = useChangeListSetting(route)
  const present = queryOf(state)
  return (
    <div className="c-views">
      {views.length === 0 ? <p className="c-columns__text">{t('list.viewsNone')}</p> : null}
      <ul>
        {views.map(view => (
          <li key={view.id}>
            <button
              type="button"
              className="c-views__name"
              aria-current={same(view.query, present)}
              onClick={() => {
                state.show(view.query)
                close()
              }}
            >
              {same(view.query, present) ? <Check size={14} aria-hidden /> : <Bookmark size={14} aria-hidden />}
              {view.name}
            </button>
            <Button
              type="text"
              size="small"
              icon={<Trash2 size={14} aria-hidden />}
              aria-label={t('list.viewDelete', { name: view.name })}
              onClick={() => change(now => ({ ...now, views: now.views.filter(({ id }) => id !== view.id) }))}
            />
          </li>
        ))}
      </ul>
      <NewView route={route} query={present} views={views} />
    </div>
  )
}

const MOST_VIEWS = 30

/** What is set now, under a name; a name that is there already takes it over. */
function NewView({ route, query, views }: { route: string; query: View['query']; views: readonly View[] }) {
  const t = useConsoleTexts()
  const change = useChangeListSetting(route)
  const [name, setName] = useState('')
  const words = name.trim()
  const nothing = Object.keys(query).length === 0
  const taken = views.some(view => view.name === words)
  const save = () => {
    if (!words || nothing) return
    change(now => {
      const others = now.views.filter(view => view.name !== words)
      const id = now.views.find(view => view.name === words)?.id ?? newId()
      return { ...now, views: [...others, { id, name: words, query }].slice(-MOST_VIEWS) }
    })
    setName('')
  }
  return (
    <div className="c-views__new">
      <p className="c-columns__text">{t(nothing ? 'list.viewNothing' : taken ? 'list.viewTaken' : 'list.viewsText')}</p>
      <Input
        size="small"
        value={name}
        maxLength={40}
        placeholder={t('list.viewName')}
        aria-label={t('list.viewName')}
        onChange={event => setName(event.target.value)}
        onPressEnter={save}
      />
      <Button size="small" type="primary" disabled={!words || nothing} onClick={save}>
        {t('list.viewSave')}
      </Button>
    </div>
  )
}
