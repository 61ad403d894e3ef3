import { workforce } from '@anju/contract'
import { comma } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Pencil, Plus } from 'lucide-react'
import { call } from '../../api.ts'
import { ReasonButton } from '../../identity/ReasonButton.tsx'
import { DrawerBones } from '../../registry/DrawerBones.tsx'
import { type Column, DataTable, ExportButton, FilterBar, useList } from '../../shell/list/index.ts'
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { useCompanyReason } from '../workforce.ts'
import { GRAINS, type KpiScheme } from './performance.ts'
import { usePerformanceTexts } from './texts.ts'
import { measureWords } from './working.ts'
import './performance.css'
import { ScrollBox } from '../../shell/show/ScrollBox.tsx'

/** Schemes by name, each with its indicators and grades on the right. */
export function SchemesPanel() {
  const t = usePerformanceTexts()
  const navigate = useNavigate()
  const reason = useCompanyReason('workforce.performance.manage')
  const list = useList(workforce.listKpiSchemes, { filters: ['grain', 'state'], sort: 'name' })
  const add = (
    <ReasonButton
      type="primary"
      icon={<Plus size={14} aria-hidden />}
      onClick={() => void navigate({ to: '/kpi-schemes/new' })}
      reason={reason}
    >
      {t('scheme.new')}
    </ReasonButton>
  )
  return (
    <>
      <FilterBar
        list={list}
        filters={[
          {
            kind: 'select',
            key: 'grain',
            label: t('grain'),
            options: GRAINS.map(value => ({ value, label: t(`grain.${value}`) })),
          },
          {
            kind: 'select',
            key: 'state',
            label: t('state'),
            options: (['active', 'ended'] as const).map(value => ({ value, label: t(`scheme.${value}`) })),
          },
        ]}
        end={
          <>
            <ExportButton route={workforce.exportKpiSchemes} query={list.query} name={t('tab.schemes')} />
            {add}
          </>
        }
      />
      <DataTable
        list={list}
        name={t('tab.schemes')}
        columns={useColumns()}
        empty={{ title: t('schemes.empty'), text: t('schemes.emptyText'), action: add }}
        drawer={{
          title: (id, row) => row?.name ?? id,
          extra: id => <EditButton schemeId={id} />,
          render: id => <SchemeCard key={id} schemeId={id} />,
        }}
      />
    </>
  )
}

function EditButton({ schemeId }: { schemeId: string }) {
  const t = usePerformanceTexts()
  const navigate = useNavigate()
  const reason = useCompanyReason('workforce.performance.manage')
  return (
    <ReasonButton
      icon={<Pencil size={14} aria-hidden />}
      onClick={() => void navigate({ to: '/kpi-schemes/$schemeId', params: { schemeId } })}
      reason={reason}
    >
      {t('scheme.edit')}
    </ReasonButton>
  )
}

function useColumns(): Column<KpiScheme>[] {
  const t = usePerformanceTexts()
  return [
    { key: 'name', title: t('scheme.name'), width: 200, sort: 'name', render: row => row.name },
    { key: 'grain', title: t('grain'), width: 90, render: row => t(`grain.${row.grain}`) },
    { key: 'for', title: t('scheme.for'), render: row => forWhom(t, row) },
    {
      key: 'indicators',
      title: t('scheme.indicators'),
      width: 90,
      align: 'number',
      render: row => t('scheme.indicatorCount', { count: row.indicators.length }),
    },
    {
      key: 'dates',
      title: t('scheme.dates'),
      width: 210,
      sort: 'effectiveFrom',
      render: row => <span className="c-number">{datesOf(t, row)}</span>,
    },
    {
      key: 'state',
      title: t('state'),
      width: 90,
      render: row => (
        <StatusTag tone={row.active ? 'success' : 'neutral'}>
          {t(row.active ? 'scheme.active' : 'scheme.ended')}
        </StatusTag>
      ),
    },
  ]
}

type Translate = ReturnType<typeof usePerformanceTexts>

function forWhom(t: Translate, { postNames, teamNames }: KpiScheme): string {
  const names = [...teamNames, ...postNames]
  return names.length > 0 ? names.join(comma()) : t('scheme.everybody')
}

function datesOf(t: Translate, { effectiveFrom: from, effectiveTo: to }: KpiScheme): string {
  return to ? t('scheme.span', { from, to }) : t('scheme.until', { from })
}

/** A scheme with everything that it measures. */
function SchemeCard({ schemeId }: { schemeId: string }) {
  const t = usePerformanceTexts()
  const { data, error, refetch } = useQuery({
    queryKey: [workforce.listKpiSchemes.path, 'one', schemeId],
    queryFn: ({ signal }) => call(workforce.readKpiScheme, { params: { schemeId }, signal }),
  })
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  if (!data) return <DrawerBones />
  return (
    <div className="wf-period">
      <dl className="c-facts">
        <div>
          <dt>{t('scheme.for')}</dt>
          <dd>{forWhom(t, data)}</dd>
        </div>
        <div>
          <dt>{t('scheme.dates')}</dt>
          <dd>{datesOf(t, data)}</dd>
        </div>
        <div>
          <dt>{t('grade')}</dt>
          <dd>{data.bands.map(({ grade, from }) => t('band', { grade, from })).join(' · ')}</dd>
        </div>
      </dl>
      <ScrollBox label={t('scheme.indicators')} className="c-plain-table">
        <table aria-label={t('scheme.indicators')}>
          <thead>
            <tr>
              <th scope="col">{t('line.name')}</th>
              <th scope="col">{t('line.weight')}</th>
              <th scope="col" className="wf-scores__working">
                {t('indicator.rule')}
              </th>
            </tr>
          </thead>
          <tbody>
            {data.indicators.map(indicator => (
              <tr key={indicator.id}>
                <th scope="row">
                  {indicator.name}
                  <small className="wf-scores__note">{t(`source.${indicator.source}`)}</small>
                </th>
                <td>{indicator.weight}%</td>
                <td className="wf-scores__working">{measureWords(t, indicator)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </div>
  )
}
