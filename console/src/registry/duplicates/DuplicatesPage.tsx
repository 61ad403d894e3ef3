import { registry, type WireResponseOf } from '@anju/contract'
import { comma, DateText } from '@anju/ui'
import { useMutation } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { App, Button, Tabs } from 'antd'
import { ScanSearch } from 'lucide-react'
import { call } from '../../api.ts'
import { useRefusalText } from '../../refusal.ts'
import { lazyPart } from '../../shell/lazy-part.tsx'
import { type Column, DataTable, ExportButton, FilterBar, ListPage, useList } from '../../shell/list/index.ts'
import { PageHeader } from '../../shell/PageHeader.tsx'
import { type Pair, renewDuplicates } from './pair.ts'
import { useDuplicateTexts } from './texts.ts'
import '../registry.css'
import '../people/people.css'

const PairCard = lazyPart(async () => (await import('./PairCard.tsx')).PairCard)

type Merge = WireResponseOf<typeof registry.listMerges>['items'][number]

const REASONS = ['same-id', 'same-phone', 'same-premises'] as const

/** People who may be one, to merge or dismiss; and the merges, to undo. */
export function DuplicatesPage() {
  const t = useDuplicateTexts()
  const { tab = 'pairs' } = useSearch({ strict: false }) as { tab?: string }
  const navigate = useNavigate()
  return (
    <ListPage>
      <PageHeader title={t('title')} facts={t('facts')} actions={<FindButton />} />
      <Tabs
        className="rg-list-tabs"
        activeKey={tab === 'merges' ? 'merges' : 'pairs'}
        onChange={key => void navigate({ to: '.', search: () => ({ tab: key }) })}
        items={[
          { key: 'pairs', label: t('tab.pairs') },
          { key: 'merges', label: t('tab.merges') },
        ]}
      />
      {tab === 'merges' ? <Merges /> : <Pairs />}
    </ListPage>
  )
}

function FindButton() {
  const t = useDuplicateTexts()
  const explain = useRefusalText()
  const { message } = App.useApp()
  const { mutate, isPending } = useMutation({
    mutationFn: () => call(registry.findDuplicates),
    onSuccess: ({ open }) => {
      void renewDuplicates()
      void message.success(t('found', { count: open }))
    },
    onError: error => void message.error(explain(error)),
  })
  return (
    <Button icon={<ScanSearch size={14} aria-hidden />} loading={isPending} onClick={() => mutate()}>
      {t('find')}
    </Button>
  )
}

function Pairs() {
  const t = useDuplicateTexts()
  const list = useList(registry.listDuplicates, { filters: ['state', 'reason'] })
  const who = (person: Pair['one']) => (
    <span className="rg-cut">
      {person.name} <span className="c-number rg-quiet">{person.phoneMasked}</span>{' '}
      <small className="rg-quiet">{person.premises.map(premises => premises.label).join(comma())}</small>
    </span>
  )
  const columns: Column<Pair>[] = [
    { key: 'one', title: t('one'), render: pair => who(pair.one) },
    { key: 'other', title: t('other'), render: pair => who(pair.other) },
    {
      key: 'reason',
      title: t('reason'),
      width: 200,
      render: pair => pair.reasons.map(reason => t(`reason.${reason}`)).join(' · '),
    },
    { key: 'score', title: t('score'), width: 90, align: 'number', sort: 'score', render: pair => `${pair.score}%` },
  ]
  return (
    <>
      <FilterBar
        list={list}
        filters={[
          {
            kind: 'select',
            key: 'state',
            label: t('state'),
            options: (['open', 'dismissed'] as const).map(value => ({ value, label: t(`state.${value}`) })),
          },
          {
            kind: 'select',
            key: 'reason',
            label: t('reason'),
            options: REASONS.map(value => ({ value, label: t(`reason.${value}`) })),
          },
        ]}
        end={<ExportButton route={registry.exportDuplicates} query={list.query} name={t('title')} />}
      />
      <DataTable
        list={list}
        name={t('title')}
        columns={columns}
        empty={{ title: t('none'), text: t('noneText') }}
        drawer={{
          title: () => t('compare'),
          render: (id, pair) => (pair ? <PairCard key={id} pair={pair} close={list.state.close} /> : null),
        }}
      />
    </>
  )
}

function Merges() {
  const t = useDuplicateTexts()
  const list = useList(registry.listMerges, { filters: [] })
  const columns: Column<Merge>[] = [
    {
      key: 'person',
      title: t('survivor'),
      render: merge => (
        <Link to="/people/$personId" params={{ personId: merge.personId }}>
          {merge.personName}
        </Link>
      ),
    },
    { key: 'merged', title: t('gone'), render: merge => merge.mergedName },
    { key: 'by', title: t('by'), width: 140, render: merge => merge.mergedByName },
    { key: 'at', title: t('at'), width: 170, sort: 'at', render: merge => <DateText at={merge.at} /> },
    {
      key: 'undo',
      title: t('undo'),
      width: 180,
      render: merge =>
        merge.undoneAt ? t('undoneBy', { name: merge.undoneByName ?? '' }) : <UndoButton merge={merge} />,
    },
  ]
  return (
    <>
      <FilterBar
        list={list}
        filters={[]}
        end={<ExportButton route={registry.exportMerges} query={list.query} name={t('tab.merges')} />}
      />
      <DataTable
        list={list}
        name={t('tab.merges')}
        columns={columns}
        empty={{ title: t('noneMerged'), text: t('noneMergedText') }}
      />
    </>
  )
}

function UndoButton({ merge }: { merge: Merge }) {
  const t = useDuplicateTexts()
  const explain = useRefusalText()
  const { modal, message } = App.useApp()
  const ask = () =>
    modal.confirm({
      title: t('undoTitle', { name: merge.personName }),
      content: t('undoText'),
      okText: t('undo'),
      cancelText: t('cancel'),
      onOk: async () => {
        try {
          await call(registry.undoMerge, { params: { mergeId: merge.id } })
          void message.success(t('undone'))
        } catch (error) {
          void message.error(explain(error), 6)
        }
        await renewDuplicates()
      },
    })
  return (
    <Button type="link" size="small" onClick={ask} aria-label={t('undoTitle', { name: merge.personName })}>
      {t('undo')}
    </Button>
  )
}
