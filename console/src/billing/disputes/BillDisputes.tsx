import { formatDateTime } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { MessageSquareWarning } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import type { Bill } from '../bills/BillDrawer.tsx'
import { GatedButton } from '../GatedButton.tsx'
import { useGate } from '../useGate.ts'
import { billDisputesQuery, DISPUTE_TONES } from './disputes.ts'
import { useDisputeTexts } from './texts.ts'
import './disputes.css'

const RecordForm = lazy(async () => ({ default: (await import('./DisputeForms.tsx')).RecordForm }))

/** What the household objected to about a bill, and a way to record more. */
export function BillDisputes({ bill }: { bill: Bill }) {
  const t = useDisputeTexts()
  const gate = useGate('billing.disputes.open')
  const [recording, setRecording] = useState(false)
  const { data, error, refetch } = useQuery(billDisputesQuery(bill.id))
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  if (!data) return null
  const may = bill.state === 'issued' && !bill.isVoided && bill.amountFen > 0
  const open = data.items.some(({ state }) => state === 'open')
  return (
    <section>
      <h2>{t('title')}</h2>
      {data.items.length > 0 ? (
        <ul className="bd-list">
          {data.items.map(row => (
            <li key={row.id}>
              <StatusTag tone={DISPUTE_TONES[row.state]}>{t(`state.${row.state}`)}</StatusTag>
              <Link to="/disputes" search={{ open: row.id }}>
                {row.reason}
              </Link>
              <span className="c-number">{formatDateTime(row.askedAt)}</span>
            </li>
          ))}
        </ul>
      ) : (
        <p className="c-sections__none">{t('noneOfBill')}</p>
      )}
      <GatedButton
        size="small"
        icon={<MessageSquareWarning size={14} aria-hidden />}
        reason={gate ?? (may ? (open ? t('record.open') : null) : t('record.not'))}
        onClick={() => setRecording(true)}
      >
        {t('record')}
      </GatedButton>
      {recording ? (
        <Suspense fallback={null}>
          <RecordForm bill={bill} close={() => setRecording(false)} />
        </Suspense>
      ) : null}
    </section>
  )
}
