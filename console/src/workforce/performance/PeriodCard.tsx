import { workforce } from '@anju/contract'
import { comma } from '@anju/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { App } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { call } from '../../api.ts'
import { ReasonButton } from '../../identity/ReasonButton.tsx'
import { useRefusalText } from '../../refusal.ts'
import { DrawerBones } from '../../registry/DrawerBones.tsx'
import { useActor } from '../../session.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { renewWorkforce, useReason } from '../workforce.ts'
import { type KpiPeriod, type KpiPeriodDetail, periodName } from './performance.ts'
import { usePerformanceTexts } from './texts.ts'
import './performance.css'

const VoidPeriod = lazy(async () => ({ default: (await import('./PeriodForms.tsx')).VoidPeriod }))

/** A period: how far it is, its grades, whom no scheme fits, and what can be done with it. */
export function PeriodCard({ periodId }: { periodId: string }) {
  const t = usePerformanceTexts()
  const { data, error, refetch } = useQuery({
    queryKey: [workforce.listKpiPeriods.path, 'one', periodId],
    queryFn: ({ signal }) => call(workforce.readKpiPeriod, { params: { periodId }, signal }),
  })
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  if (!data) return <DrawerBones />
  return (
    <div className="wf-period">
      <PeriodActions period={data} />
      <dl className="c-facts">
        <div>
          <dt>{t('period.place')}</dt>
          <dd>{data.communityName ?? t('period.company')}</dd>
        </div>
        <div>
          <dt>{t('period')}</dt>
          <dd>
            {data.fromOn} – {data.toOn}
          </dd>
        </div>
        <div>
          <dt>{t('period.cards')}</dt>
          <dd>{t('period.progress', data.cards)}</dd>
        </div>
        <div>
          <dt>{t('period.appealDays')}</dt>
          <dd>{t('days', { count: data.appealDays })}</dd>
        </div>
        <div>
          <dt>{t('period.average')}</dt>
          <dd>{data.average ?? '–'}</dd>
        </div>
        <div>
          <dt>{t('period.note')}</dt>
          <dd>{data.note ?? '–'}</dd>
        </div>
      </dl>
      <p>
        <Link to="/performance" search={{ periodId: data.id }}>
          {t('period.see')}
        </Link>
      </p>
      <Grades period={data} />
      <Without period={data} />
    </div>
  )
}

function Grades({ period }: { period: KpiPeriodDetail }) {
  const t = usePerformanceTexts()
  return (
    <section>
      <h3>{t('period.grades')}</h3>
      {period.grades.length === 0 ? (
        <p>{t('period.gradesNone')}</p>
      ) : (
        <ul className="wf-grades">
          {period.grades.map(each => (
            <li key={each.grade}>
              {t('period.grade', each)}
              <span className="wf-grades__bar" style={{ width: `${each.percent}%` }} aria-hidden />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Without({ period }: { period: KpiPeriodDetail }) {
  const t = usePerformanceTexts()
  if (period.state !== 'open') return null
  return (
    <section>
      <h3>{t('period.without')}</h3>
      <p>
        {period.withoutScheme.length === 0
          ? t('period.withoutNone')
          : period.withoutScheme.map(each => `${each.name} · ${each.postName}`).join(comma())}
      </p>
    </section>
  )
}

/** Renew, lock, void; what cannot be done says why. */
function PeriodActions({ period }: { period: KpiPeriodDetail }) {
  const t = usePerformanceTexts()
  const actor = useActor()
  const may = useReason('workforce.performance.manage')
  const [voiding, setVoiding] = useState(false)
  const { refresh, lock, pending } = usePeriodDeeds(period)
  const wide = period.communityId === null && actor.communityIds !== null ? t('needsCompany') : undefined
  const reason = may ?? wide ?? (period.state === 'open' ? undefined : t('period.closed'))
  return (
    <div className="wf-tools">
      <ReasonButton onClick={refresh} loading={pending} reason={reason}>
        {t('period.refresh')}
      </ReasonButton>
      <ReasonButton type="primary" onClick={lock} reason={reason}>
        {t('period.lock')}
      </ReasonButton>
      <ReasonButton danger onClick={() => setVoiding(true)} reason={reason}>
        {t('period.void')}
      </ReasonButton>
      <Suspense fallback={null}>
        {voiding ? <VoidPeriod period={period} name={periodName(period)} close={() => setVoiding(false)} /> : null}
      </Suspense>
    </div>
  )
}

function usePeriodDeeds(period: KpiPeriod) {
  const t = usePerformanceTexts()
  const { modal, message } = App.useApp()
  const explain = useRefusalText()
  const onError = (error: Error) => void message.error(explain(error))
  const params = { periodId: period.id }
  const refreshing = useMutation({
    mutationFn: () => call(workforce.refreshKpiPeriod, { params }),
    onSuccess: async ({ made, fed }) => {
      await renewWorkforce()
      void message.success(t('period.refreshed', { made, fed }))
    },
    onError,
  })
  const locking = useMutation({
    mutationFn: () => call(workforce.lockKpiPeriod, { params, body: { version: period.version } }),
    onSuccess: async () => {
      await renewWorkforce()
      void message.success(t('period.lockDone'))
    },
    onError,
  })
  const lock = () =>
    void modal.confirm({
      title: t('period.lockAsk'),
      content: t('period.lockText'),
      okText: t('period.lock'),
      cancelText: t('cancel'),
      onOk: () => locking.mutateAsync().catch(() => undefined),
    })
  return { refresh: () => refreshing.mutate(), lock, pending: refreshing.isPending }
}
