import { formatTime } from '@anju/ui'
import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { Wallet } from 'lucide-react'
import { lazy, useState } from 'react'
import { GatedButton } from '../../billing/GatedButton.tsx'
import { OnceOpen } from '../../billing/OnceOpen.tsx'
import { useCommunity } from '../../community.tsx'
import { PageHeader } from '../../shell/PageHeader.tsx'
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { ChooseCommunity } from '../../shell/states/ChooseCommunity.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { useDelayed } from '../../shell/states/useDelayed.ts'
import type { TillDeed } from './TillForms.tsx'
import { TillNotices } from './TillNotices.tsx'
import { MovementsToday, PaymentsToday, TillSums } from './TillToday.tsx'
import { useTillTexts } from './texts.ts'
import { type MyTill, useMyTill } from './useTill.ts'
import './tills.css'

const TillForms = lazy(() => import('./TillForms.tsx').then(({ TillForms }) => ({ default: TillForms })))

/** The cashier's own drawer: what it should hold and why, what is done with it from opening to day close. */
export function MyTillPage() {
  const t = useTillTexts()
  const { id: communityId } = useCommunity()
  const { data, error, refetch } = useMyTill(communityId)
  const [deed, setDeed] = useState<TillDeed | null>(null)
  const slow = useDelayed(!data && !error)
  if (!communityId) return <ChooseCommunity icon={Wallet} text={t('pickText')} />
  return (
    <div className="c-page c-till">
      <PageHeader
        title={t('title')}
        facts={data ? <TillFacts till={data} /> : null}
        actions={data ? <TillActions till={data} act={setDeed} /> : null}
      />
      {error && !data ? <FailureNotice error={error} retry={() => void refetch()} /> : null}
      {!data && slow ? <div className="c-bone" style={{ height: 320 }} /> : null}
      {data ? (
        <>
          <TillNotices till={data} act={setDeed} />
          <TillSums till={data} />
          <div className="c-till__two">
            <PaymentsToday till={data} />
            <MovementsToday till={data} />
          </div>
          <OnceOpen open={deed !== null}>
            <TillForms communityId={communityId} till={data} deed={deed} close={() => setDeed(null)} />
          </OnceOpen>
        </>
      ) : null}
    </div>
  )
}

function TillFacts({ till }: { till: MyTill }) {
  const t = useTillTexts()
  const state = till.closed ? (
    <StatusTag tone="neutral">{t('closed')}</StatusTag>
  ) : till.shift ? (
    <StatusTag tone="success">{t('opened')}</StatusTag>
  ) : (
    <StatusTag tone="warning">{t('noShift')}</StatusTag>
  )
  return (
    <span className="c-till__facts">
      {state} {t('today', { day: till.day })}
      {till.shift ? ` · ${t('since', { time: formatTime(till.shift.openedAt) })}` : null}
    </span>
  )
}

function TillActions({ till, act }: { till: MyTill; act: (deed: TillDeed) => void }) {
  const t = useTillTexts()
  const navigate = useNavigate()
  const closed = till.closed ? t('whyClosed') : null
  const empty = till.sums.dueFen > 0 ? null : t('whyEmpty')
  const shift = till.shift ? null : t('whyNoShift')
  const alone = till.colleagues.length > 0 ? null : t('whyAlone')
  const day = till.unclosedDay ?? till.day
  return (
    <>
      <GatedButton reason={closed} onClick={() => act({ kind: 'in' })}>
        {t('putIn')}
      </GatedButton>
      <GatedButton reason={closed ?? empty} onClick={() => act({ kind: 'out' })}>
        {t('takeOut')}
      </GatedButton>
      <GatedButton reason={closed ?? empty} onClick={() => act({ kind: 'bank' })}>
        {t('bank')}
      </GatedButton>
      <GatedButton reason={closed ?? shift ?? alone} onClick={() => act({ kind: 'hand-over' })}>
        {t('handOver')}
      </GatedButton>
      {till.shift || till.closed ? (
        <Button onClick={() => void navigate({ to: '/cashier' })}>{t('toCashier')}</Button>
      ) : (
        <Button type="primary" onClick={() => act({ kind: 'open' })}>
          {t('open')}
        </Button>
      )}
      <GatedButton
        type={till.shift ? 'primary' : 'default'}
        reason={closed ?? (till.outgoing ? t('whyOutgoing') : null)}
        onClick={() => act({ kind: 'close', day })}
      >
        {till.unclosedDay ? t('closeThat', { day: till.unclosedDay }) : t('close')}
      </GatedButton>
    </>
  )
}
