import { Alert, Button } from 'antd'
import { Inbox, SearchX } from 'lucide-react'
import type { ReactNode } from 'react'
import { useRefusalText } from '../../refusal.ts'
import { useConsoleTexts } from '../../texts/texts.ts'
import { FailureNotice } from '../states/FailureNotice.tsx'
import { StatePage } from '../states/StatePage.tsx'
import { useDelayed } from '../states/useDelayed.ts'
import type { List } from './useList.ts'

export interface EmptyWords {
  /** "还没有账单" */
  title: string
  /** What the list is for, in one sentence. */
  text: string
  /** How to begin: a button or a link to the import. */
  action?: ReactNode
}

/** What stands in the table instead of rows: bones while loading, the failure, "nothing matches", or how to begin. */
export function ListBody<Row, Sums>({ list, empty }: { list: List<Row, Sums>; empty: EmptyWords }) {
  const t = useConsoleTexts()
  const slow = useDelayed(list.loading)
  if (list.error) return <FailureNotice error={list.error} retry={list.retry} />
  if (list.loading) return slow ? <Bones /> : <div className="c-bones" />
  if (list.state.filtered || list.state.cursor) {
    return (
      <StatePage
        level="part"
        icon={SearchX}
        title={t('list.noResult')}
        actions={<Button onClick={list.state.clearFilters}>{t('list.clearFilters')}</Button>}
      >
        {t('list.noResultHint')}
      </StatePage>
    )
  }
  return (
    <StatePage level="part" icon={Inbox} title={empty.title} actions={empty.action}>
      {empty.text}
    </StatePage>
  )
}

const BONES = [72, 88, 64, 80, 92, 68, 84, 76, 60, 86, 70, 78]

/** Rows of the real height, before the real rows. */
function Bones() {
  const t = useConsoleTexts()
  return (
    <div className="c-bones" role="status" aria-label={t('states.loading')}>
      {BONES.map(width => (
        <div key={width} className="c-bones__row">
          <div className="c-bone" style={{ width: 120 }} />
          <div className="c-bone" style={{ width: `${width / 3}%` }} />
          <div className="c-bone" style={{ width: `${width / 5}%` }} />
          <div className="c-bone" style={{ width: 80, marginLeft: 'auto' }} />
        </div>
      ))}
    </div>
  )
}

/** The newest rows could not be fetched; those on screen are older. */
export function StaleNotice({ error, retry }: { error: Error; retry: () => void }) {
  const t = useConsoleTexts()
  const explain = useRefusalText()
  return (
    <Alert
      banner
      type="warning"
      title={explain(error)}
      action={
        <Button size="small" type="link" onClick={retry}>
          {t('states.retry')}
        </Button>
      }
    />
  )
}
