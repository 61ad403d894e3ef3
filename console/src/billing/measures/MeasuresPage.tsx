import { billing, type WireResponseOf } from '@anju/contract'
import { useLocale } from '@anju/ui'
import { Link } from '@tanstack/react-router'
import { App } from 'antd'
import { Plus } from 'lucide-react'
import { lazy, useState } from 'react'
import { queryClient } from '../../api.ts'
import { useCommunity } from '../../community.tsx'
import { type Column, DataTable, ExportButton, FilterBar, ListPage, listKey, useList } from '../../shell/list/index.ts'
import { PageHeader } from '../../shell/PageHeader.tsx'
import { useCommunityReason } from '../../shell/states/ChooseCommunity.tsx'
import { GatedButton } from '../GatedButton.tsx'
import { plain } from '../items/item.ts'
import { MEASURED, measureUnit } from '../measure-words.ts'
import { OnceOpen } from '../OnceOpen.tsx'
import { useGate } from '../useGate.ts'
import { useMeasureTexts } from './texts.ts'

const MeasureForm = lazy(() => import('./MeasureForm.tsx').then(module => ({ default: module.MeasureForm })))

type Measure = WireResponseOf<typeof billing.listMeasures>['items'][number]

/** What premises are measured by beside their area: persons, coefficients, turnover …, each from a day on. */
export function MeasuresPage() {
  const t = useMeasureTexts()
  const { locale } = useLocale()
  const { message } = App.useApp()
  const community = useCommunity()
  const [entering, setEntering] = useState(false)
  const list = useList(billing.listMeasures, {
    filters: ['text', 'name', 'premisesId'],
    query: { communityId: community.id },
  })
  const gate = useGate('billing.rules.manage')
  const missing = useCommunityReason()
  const enter = (
    <GatedButton
      type="primary"
      icon={<Plus size={14} aria-hidden />}
      reason={gate ?? missing ?? null}
      onClick={() => setEntering(true)}
    >
      {t('enter')}
    </GatedButton>
  )
  const saved = () => {
    setEntering(false)
    void queryClient.invalidateQueries({ queryKey: listKey(billing.listMeasures) })
    void message.success(t('saved'))
  }
  return (
    <ListPage>
      <PageHeader title={t('title')} facts={t('facts')} actions={enter} />
      <FilterBar
        list={list}
        filters={[
          { kind: 'text', key: 'text', label: t('find'), placeholder: t('findPlaceholder') },
          {
            ...{ kind: 'select', key: 'name', label: t('name') },
            options: MEASURED.map(({ name, words }) => ({ value: name, label: words[locale] })),
          },
        ]}
        end={<ExportButton route={billing.exportMeasures} query={list.query} name={t('title')} />}
      />
      <DataTable
        list={list}
        name={t('title')}
        columns={useColumns()}
        empty={{ title: t('emptyTitle'), text: t('emptyText'), action: enter }}
      />
      {community.current ? (
        <OnceOpen open={entering}>
          <MeasureForm
            open={entering}
            communityId={community.current.id}
            premisesId={list.state.filters.premisesId}
            close={() => setEntering(false)}
            done={saved}
          />
        </OnceOpen>
      ) : null}
    </ListPage>
  )
}

function useColumns(): Column<Measure>[] {
  const t = useMeasureTexts()
  const { locale } = useLocale()
  return [
    {
      ...{ key: 'premises', title: t('premises'), width: 220, sort: 'premisesLabel' },
      render: row => (
        <Link to="/premises/$premisesId" params={{ premisesId: row.premisesId }}>
          {row.premisesLabel}
        </Link>
      ),
    },
    { key: 'name', title: t('name'), width: 140, render: row => row.words[locale] },
    {
      ...{ key: 'value', title: t('value'), width: 140, align: 'number' },
      render: row => `${plain(row.value)} ${measureUnit(row.name)}`.trim(),
    },
    { key: 'from', title: t('from'), width: 130, sort: 'effectiveFrom', render: row => row.effectiveFrom },
    { key: 'to', title: t('to'), width: 130, render: row => row.effectiveTo ?? '–' },
  ]
}
