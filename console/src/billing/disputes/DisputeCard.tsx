import { formatDateTime } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { PauseCircle } from 'lucide-react'
import type { ReactNode } from 'react'
import { DrawerBones } from '../../registry/DrawerBones.tsx'
import { OrderPhotos } from '../../service-desk/OrderPhotos.tsx'
import { FactList } from '../../shell/show/Facts.tsx'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { cycleText } from '../cycle-text.ts'
import { DISPUTE_TONES, type DisputeDetail, disputeQuery } from './disputes.ts'
import { useDisputeTexts } from './texts.ts'
import '../requests/requests.css'
import '../runs/runs.css'

/** One dispute: what of which bill, why, the photos, and what was answered. */
export function DisputeCard({ disputeId }: { disputeId: string }) {
  const t = useDisputeTexts()
  const { data, error, refetch } = useQuery(disputeQuery(disputeId))
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  if (!data) return <DrawerBones />
  return (
    <div className="rq-sections">
      {data.state === 'open' && data.isHeld ? (
        <p className="c-run__notice c-run__notice--warning">
          <PauseCircle size={16} aria-hidden />
          <span>{t('held')}</span>
        </p>
      ) : null}
      <Facts of={data} />
      {data.photos.length > 0 ? (
        <section>
          <h2>{t('photos')}</h2>
          <OrderPhotos photos={data.photos} what={t('photo')} />
        </section>
      ) : null}
    </div>
  )
}

function Facts({ of }: { of: DisputeDetail }) {
  const t = useDisputeTexts()
  const line = of.segmentStart && of.segmentEnd ? cycleText(of.segmentStart, of.segmentEnd) : t('whole')
  const rows: [string, ReactNode][] = [
    [
      t('state'),
      <StatusTag key="state" tone={DISPUTE_TONES[of.state]}>
        {t(`state.${of.state}`)}
      </StatusTag>,
    ],
    [t('premises'), `${of.communityName} ${of.premisesLabel}`],
    [
      t('bill'),
      <Link key="bill" to="/bills" search={{ open: of.billId }}>
        {of.itemName} {cycleText(of.cycleStart, of.cycleEnd)}（{of.billNumber}）
      </Link>,
    ],
    [t('what'), line],
    [t('amount'), <MoneyText key="amount" fen={of.amountFen} sign strong />],
    [t('owed'), <MoneyText key="owed" fen={of.outstandingFen} sign />],
    [t('reason'), of.reason],
    [t('asker'), `${of.askedByName} · ${t(of.byResident ? 'byResident' : 'byStaff')} · ${formatDateTime(of.askedAt)}`],
  ]
  if (of.answer) rows.push([t('answer'), of.answer])
  if (of.remedy) rows.push([t('remedy'), `${t(`remedy.${of.remedy}`)} · ${t(`remedy.${of.remedy}.next`)}`])
  if (of.answer && of.closedAt) rows.push([t('answerer'), `${of.closedByName ?? '–'} · ${formatDateTime(of.closedAt)}`])
  return <FactList facts={rows} />
}
