import { platform } from '@anju/contract'
import { formatDateTime, useLocale } from '@anju/ui'
import { Link, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { type Column, DataTable, ExportButton, FilterBar, ListPage, useList } from '../shell/list/index.ts'
import { PageHeader } from '../shell/PageHeader.tsx'
import { AuditActor } from './AuditActor.tsx'
import { AuditCard } from './AuditCard.tsx'
import { ACTIONS, useActionTexts } from './action-texts.ts'
import type { AuditEntry } from './audit-entry.ts'
import { CheckAuditButton } from './CheckAuditButton.tsx'
import { useModuleTexts } from './module-texts.ts'
import { RecordText } from './RecordText.tsx'
import { usePlatformTexts } from './texts.ts'
import './platform.css'

/** `identity.signIn` in words; an action that nobody has words for stays as it is. */
function useActionName(): (action: string) => string {
  const { locale } = useLocale()
  const name = useActionTexts.in(locale)
  return action => (useActionTexts.has(action) ? name(action) : action)
}

/** The audit log, newest first. */
export function AuditPage() {
  const t = usePlatformTexts()
  const list = useList(platform.listAudit, {
    filters: ['action', 'text', 'actorId', 'object', 'from', 'to'],
    sort: '-seq',
  })
  const columns = useColumns()
  const actions = useActionOptions()
  const nameOf = useActionName()
  return (
    <ListPage>
      <PageHeader title={t('audit')} facts={t('audit.facts')} actions={<CheckAuditButton />} />
      <FilterBar
        list={list}
        filters={[
          { kind: 'text', key: 'text', label: t('audit.find'), width: 220 },
          { kind: 'select', key: 'action', label: t('field.action'), options: actions, width: 260 },
          { kind: 'dates', from: 'from', to: 'to', label: t('field.period'), width: 280 },
        ]}
        end={<ExportButton route={platform.exportAudit} query={list.query} name={t('audit')} />}
      />
      <Narrowed rows={list.rows} />
      <DataTable
        list={list}
        name={t('audit')}
        columns={columns}
        idOf={entry => String(entry.seq)}
        empty={{ title: t('audit.empty'), text: t('audit.emptyText') }}
        drawer={{
          title: (seq, entry) => (entry ? nameOf(entry.action) : `${t('field.seq')} ${seq}`),
          render: (_, entry) => <AuditCard entry={entry} loading={list.loading || list.error !== null} />,
        }}
      />
    </ListPage>
  )
}

/** That only one person's or one object's lines are shown, and the way back. */
function Narrowed({ rows }: { rows: readonly AuditEntry[] }) {
  const t = usePlatformTexts()
  const { actorId, object } = useSearch({ strict: false })
  if (!actorId && !object) return null
  const who = rows.find(row => row.actorId === actorId)?.actorName ?? actorId
  const what = rows.find(row => row.object === object)?.objectLabel ?? object
  return (
    <div className="pl-narrowed" role="status">
      {actorId ? (
        <span>
          {t('audit.filtered', { what: t('field.actor'), value: who ?? '' })}
          <Link to="." search={kept => ({ ...kept, actorId: undefined, cursor: undefined })}>
            {t('audit.unfilter')}
          </Link>
        </span>
      ) : null}
      {object ? (
        <span>
          {t('audit.filtered', { what: t('field.object'), value: what ?? '' })}
          <Link to="." search={kept => ({ ...kept, object: undefined, cursor: undefined })}>
            {t('audit.unfilter')}
          </Link>
        </span>
      ) : null}
    </div>
  )
}

/** All actions of a module, then each of them. */
function useActionOptions() {
  const t = usePlatformTexts()
  const { locale } = useLocale()
  return useMemo(() => {
    const moduleName = useModuleTexts.in(locale)
    const actionName = useActionTexts.in(locale)
    const groups = Map.groupBy(ACTIONS, action => action.slice(0, action.indexOf('.')))
    return [...groups].flatMap(([name, actions]) => {
      const module = useModuleTexts.has(name) ? moduleName(name) : name
      return [
        { value: `${name}.`, label: t('action.all', { module }) },
        ...actions.map(value => ({ value, label: t('action.one', { module, action: actionName(value) }) })),
      ]
    })
  }, [t, locale])
}

function useColumns(): Column<AuditEntry>[] {
  const t = usePlatformTexts()
  const nameOf = useActionName()
  return [
    {
      key: 'at',
      title: t('field.at'),
      width: 150,
      render: entry => <span className="c-number">{formatDateTime(entry.at)}</span>,
    },
    { key: 'action', title: t('field.action'), width: 200, render: entry => nameOf(entry.action) },
    {
      key: 'actor',
      title: t('field.actor'),
      width: 160,
      render: entry => <AuditActor entry={entry} />,
    },
    {
      key: 'object',
      title: t('field.object'),
      width: 220,
      render: entry =>
        entry.object ? <RecordText id={entry.object} kind={entry.objectKind} label={entry.objectLabel} /> : '–',
    },
    {
      key: 'address',
      title: t('field.address'),
      width: 140,
      render: entry => <span className="c-number">{entry.address ?? '–'}</span>,
    },
    { key: 'seq', title: t('field.seq'), width: 90, align: 'number', sort: 'seq', render: entry => entry.seq },
  ]
}
