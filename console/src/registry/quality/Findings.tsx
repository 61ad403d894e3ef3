import { registry } from '@anju/contract'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { App } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { call } from '../../api.ts'
import { ReasonButton } from '../../identity/ReasonButton.tsx'
import { useRefusalText } from '../../refusal.ts'
import { useCan } from '../../session.tsx'
import { type Column, DataTable, ExportButton, FilterBar, useList } from '../../shell/list/index.ts'
import { type CheckCode, type Finding, fixAddress } from './fix-address.ts'
import { renewQuality } from './renew-quality.ts'
import { useQualityTexts } from './texts.ts'

const ExemptForm = lazy(async () => ({ default: (await import('./ExemptForm.tsx')).ExemptForm }))

/** What a check finds right now: each with the way to the form that mends it. */
export function Findings({ check, communityId }: { check: CheckCode; communityId: string | undefined }) {
  const t = useQualityTexts()
  const [leaving, setLeaving] = useState<Finding>()
  const list = useList(registry.listQualityFindings, { filters: ['text', 'exempt'], query: { check, communityId } })
  const columns = useColumns(check, communityId === undefined, list.state.filters.exempt === 'yes', setLeaving)
  return (
    <div className="ql-findings">
      <header className="ql-of">
        <h2>{t(`check.${check}`)}</h2>
        <p className="ql-how">{t(`how.${check}`)}</p>
      </header>
      <FilterBar
        list={list}
        filters={[
          { kind: 'text', key: 'text', label: t('filter.text'), width: 200 },
          {
            kind: 'select',
            key: 'exempt',
            label: t('filter.exempt'),
            options: (['no', 'yes'] as const).map(value => ({ value, label: t(`exempt.${value}`) })),
            width: 140,
          },
        ]}
        end={<ExportButton route={registry.exportQualityFindings} query={list.query} name={t(`check.${check}`)} />}
      />
      <DataTable
        list={list}
        name={t(`check.${check}`)}
        columns={columns}
        empty={{ title: t('list.empty'), text: t('list.emptyText') }}
      />
      <Suspense fallback={null}>
        {leaving ? <ExemptForm check={check} finding={leaving} close={() => setLeaving(undefined)} /> : null}
      </Suspense>
    </div>
  )
}

function useColumns(
  check: CheckCode,
  withCommunity: boolean,
  exempt: boolean,
  leave: (finding: Finding) => void,
): Column<Finding>[] {
  const t = useQualityTexts()
  const may = useCan('registry.quality.manage')
  return [
    { key: 'title', title: t('field.object'), width: 170, sort: 'title', render: row => row.title },
    { key: 'detail', title: t('field.detail'), wrap: true, render: row => row.detail || '–' },
    ...(withCommunity
      ? [
          {
            key: 'community',
            title: t('field.community'),
            width: 110,
            sort: 'community',
            render: (row: Finding) => row.communityName,
          },
        ]
      : []),
    ...(exempt
      ? [
          { key: 'reason', title: t('field.reason'), width: 200, render: (row: Finding) => <Exempted of={row} /> },
          {
            key: 'until',
            title: t('field.until'),
            width: 110,
            render: (row: Finding) => row.exemption?.untilOn ?? t('exempt.forever'),
          },
        ]
      : []),
    {
      key: 'deeds',
      title: t('fix'),
      width: 160,
      render: row => (
        <span className="ql-deeds">
          <FixLink check={check} finding={row} />
          {row.exemption ? (
            <AgainButton exemptionId={row.exemption.id} reason={may ? undefined : t('noManage')} />
          ) : (
            <ReasonButton type="link" size="small" reason={may ? undefined : t('noManage')} onClick={() => leave(row)}>
              {t('exemptIt')}
            </ReasonButton>
          )}
        </span>
      ),
    },
  ]
}

function FixLink({ check, finding }: { check: CheckCode; finding: Finding }) {
  const t = useQualityTexts()
  const { to, search } = fixAddress(check, finding)
  return (
    <Link to={to} search={search ?? {}}>
      {t('fix')}
    </Link>
  )
}

function Exempted({ of: { exemption } }: { of: Finding }) {
  const t = useQualityTexts()
  return exemption ? t('exempt.by', { reason: exemption.reason, by: exemption.by }) : null
}

function AgainButton({ exemptionId, reason }: { exemptionId: string; reason: string | undefined }) {
  const t = useQualityTexts()
  const { message } = App.useApp()
  const explain = useRefusalText()
  const { mutate, isPending } = useMutation({
    mutationFn: () => call(registry.endExemption, { params: { exemptionId } }),
    onSuccess: () => {
      renewQuality()
      void message.success(t('exempt.ended'))
    },
    onError: error => void message.error(explain(error)),
  })
  return (
    <ReasonButton type="link" size="small" reason={reason} loading={isPending} onClick={() => mutate()}>
      {t('countAgain')}
    </ReasonButton>
  )
}
