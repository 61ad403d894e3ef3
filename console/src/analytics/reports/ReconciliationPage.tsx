import { analytics, type WireResponseOf } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { Alert } from 'antd'
import { call } from '../../api.ts'
import { useCommunity } from '../../community.tsx'
import { ExportButton, listKey } from '../../shell/list/index.ts'
import { useListState } from '../../shell/list/list-state.ts'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import { ScrollBox } from '../../shell/show/ScrollBox.tsx'
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { PageSkeleton } from '../../shell/states/PageSkeleton.tsx'
import { ReportFrame } from './ReportFrame.tsx'
import { useReportTexts } from './texts.ts'
import { useReportFilters } from './useReportFilters.ts'

type Report = WireResponseOf<typeof analytics.readReconciliation>
type Check = Report['items'][number]

/** 对账: what the reports add up to against the ledger; what differs is red, with where. */
export function ReconciliationPage() {
  const t = useReportTexts()
  const { id: communityId } = useCommunity()
  const state = useListState(['asOf'])
  const query = { communityId, ...state.filters }
  const { data, error, refetch } = useQuery({
    queryKey: [...listKey(analytics.readReconciliation), query],
    staleTime: 0,
    queryFn: ({ signal }) => call(analytics.readReconciliation, { query, signal }),
  })
  return (
    <ReportFrame
      title={t('reconciliation.title')}
      report="reconciliation"
      list={data ? { state, about: { asOf: data.asOf } } : { state }}
      filters={useReportFilters(['asOf'])}
      exporting={<ExportButton route={analytics.exportReconciliation} query={query} name={t('reconciliation.title')} />}
    >
      {error ? (
        <section className="c-card">
          <FailureNotice error={error} retry={() => void refetch()} />
        </section>
      ) : data ? (
        <Checks report={data} />
      ) : (
        <PageSkeleton />
      )}
    </ReportFrame>
  )
}

function Checks({ report }: { report: Report }) {
  const t = useReportTexts()
  const broken = report.items.filter(check => check.broken.length > 0)
  return (
    <>
      <Alert
        type={report.holds ? 'success' : 'error'}
        showIcon
        title={report.holds ? t('reconciliation.holds') : t('reconciliation.broken', { count: broken.length })}
        description={
          report.holds ? t('reconciliation.holdsText', { asOf: report.asOf }) : t('reconciliation.brokenText')
        }
      />
      <ScrollBox label={t('reconciliation.title')} className="c-card c-plain-table">
        <table aria-label={t('reconciliation.title')}>
          <thead>
            <tr>
              <th scope="col">{t('reconciliation.check')}</th>
              <th scope="col">{t('reconciliation.facts')}</th>
              <th scope="col">{t('reconciliation.ledger')}</th>
              <th scope="col">{t('reconciliation.difference')}</th>
              <th scope="col">{t('reconciliation.result')}</th>
            </tr>
          </thead>
          <tbody>
            {report.items.map(check => (
              <CheckRows key={check.key} check={check} />
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </>
  )
}

function CheckRows({ check }: { check: Check }) {
  const t = useReportTexts()
  const holds = check.broken.length === 0
  return (
    <>
      <tr>
        <th scope="row">{t(`check.${check.key}`)}</th>
        <td>
          <MoneyText fen={check.factsFen} />
        </td>
        <td>
          <MoneyText fen={check.ledgerFen} />
        </td>
        <td>
          <MoneyText fen={check.differenceFen} tone={holds ? 'secondary' : 'danger'} strong={!holds} />
        </td>
        <td>
          <StatusTag tone={holds ? 'success' : 'danger'}>
            {t(holds ? 'reconciliation.ok' : 'reconciliation.off')}
          </StatusTag>
        </td>
      </tr>
      {check.broken.map(row => (
        <tr key={row.communityId}>
          <th scope="row" className="an-within">
            {row.communityName}
          </th>
          <td>
            <MoneyText fen={row.factsFen} tone="danger" />
          </td>
          <td>
            <MoneyText fen={row.ledgerFen} tone="danger" />
          </td>
          <td>
            <MoneyText fen={row.differenceFen} tone="danger" />
          </td>
          <td />
        </tr>
      ))}
    </>
  )
}
