import type { platform, RouteSpec } from '@anju/contract'
import { comma, DateText, useLocale } from '@anju/ui'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { ArrowRight, History } from 'lucide-react'
import type { ReactNode } from 'react'
import { call } from '../../api.ts'
import { useActionTexts } from '../../platform/action-texts.ts'
import { useDetailTexts } from '../../platform/detail-words.ts'
import { useValueText } from '../../platform/value-text.ts'
import { useConsoleTexts } from '../../texts/texts.ts'
import { FailureNotice } from '../states/FailureNotice.tsx'
import { StatePage } from '../states/StatePage.tsx'
import { HistoryBones } from './HistoryBones.tsx'
import './record-history.css'

export type HistoryEntry = platform.WireHistoryEntry

interface Words {
  /** What a field is called; undefined for the log's usual word. */
  nameOf?: (field: string) => string | undefined
  /** How a value of a field is shown; undefined for the usual way. */
  show?: (field: string, value: unknown) => ReactNode
}

export interface RecordHistoryProps<Spec extends RouteSpec> extends Words {
  /** The module's own history route: its answer is a page of `platform.HistoryEntry`. */
  route: Spec
  params: Record<string, string>
}

/** What `RecordHistory` shows, with the words of every deed. */
export function HistoryList<const Spec extends RouteSpec>({ route, params, ...words }: RecordHistoryProps<Spec>) {
  const t = useConsoleTexts()
  const answer = useInfiniteQuery({
    queryKey: [route.path, 'history', params],
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: HistoryPage) => page.next ?? undefined,
    queryFn: async ({ pageParam, signal }) => {
      const request = { params, query: { cursor: pageParam, limit: 30 }, signal } as unknown
      return (await call(route, request as Parameters<typeof call<Spec>>[1])) as unknown as HistoryPage
    },
  })
  if (answer.error && !answer.data) return <FailureNotice error={answer.error} retry={() => void answer.refetch()} />
  if (!answer.data) return <HistoryBones />
  const entries = answer.data.pages.flatMap(page => page.items)
  if (entries.length === 0)
    return (
      <StatePage level="part" icon={History} title={t('history.empty')}>
        {t('history.emptyText')}
      </StatePage>
    )
  return (
    <div className="c-history">
      <ol aria-label={t('history.label')}>
        {entries.map(entry => (
          <Entry key={entry.id} entry={entry} {...words} />
        ))}
      </ol>
      {answer.hasNextPage ? (
        <Button size="small" loading={answer.isFetchingNextPage} onClick={() => void answer.fetchNextPage()}>
          {t('history.more')}
        </Button>
      ) : null}
    </div>
  )
}

interface HistoryPage {
  items: HistoryEntry[]
  next: string | null
  total: number
}

function Entry({ entry, ...words }: { entry: HistoryEntry } & Words) {
  const t = useConsoleTexts()
  const { locale } = useLocale()
  const action = useActionTexts.has(entry.action) ? useActionTexts.in(locale)(entry.action) : entry.action
  return (
    <li>
      <div className="c-history__head">
        <strong>{action}</strong>
        <span className="c-history__who">{whoOf(entry, t)}</span>
        <span className="c-history__at">
          <DateText at={entry.at} />
        </span>
      </div>
      {entry.reason ? <p className="c-history__reason">{t('history.reason', { reason: entry.reason })}</p> : null}
      {entry.changes.length > 0 ? <ChangeList changes={entry.changes} {...words} /> : null}
    </li>
  )
}

function whoOf(entry: HistoryEntry, t: ReturnType<typeof useConsoleTexts>): string {
  if (entry.actorKind === 'system' || entry.actorKind === 'anonymous') return t(`history.${entry.actorKind}`)
  return entry.actorKind === 'resident' ? t('history.resident', { name: entry.actorName }) : entry.actorName
}

/** What an edit changed, in words: field, before → after. */
export function ChangeList({ changes, nameOf, show }: { changes: HistoryEntry['changes'] } & Words) {
  const t = useConsoleTexts()
  const { locale } = useLocale()
  const usual = (field: string) => (useDetailTexts.has(field) ? useDetailTexts.in(locale)(field) : field)
  const shown = (field: string, value: unknown) => show?.(field, value) ?? <UsualValue field={field} value={value} />
  return (
    <dl className="c-changes">
      {changes.map(({ field, before, after }) => (
        <div key={field}>
          <dt>{nameOf?.(field) ?? usual(field)}</dt>
          <dd>
            <span className="c-changes__before">
              <span className="c-unseen">{t('history.from')}</span> {shown(field, before)}
            </span>
            <ArrowRight size={12} aria-hidden />
            <span>
              <span className="c-unseen">{t('history.to')}</span> {shown(field, after)}
            </span>
          </dd>
        </div>
      ))}
    </dl>
  )
}

function UsualValue({ field, value }: { field: string; value: unknown }) {
  const t = useConsoleTexts()
  const textOf = useValueText()
  const plain = (one: unknown) =>
    typeof one === 'string' || typeof one === 'number' ? textOf(field, one) : String(one)
  const empty = value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
  if (empty) return <span className="c-none">{t('history.nothing')}</span>
  if (typeof value === 'boolean') return <>{t(value ? 'form.yes' : 'form.no')}</>
  if (Array.isArray(value) && value.every(one => typeof one !== 'object')) return <>{value.map(plain).join(comma())}</>
  return <>{typeof value === 'object' ? JSON.stringify(value) : plain(value)}</>
}
