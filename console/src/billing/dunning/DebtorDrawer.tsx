import { addressOf, billing, type WireResponseOf } from '@anju/contract'
import { formatDateTime, formatFen } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { App, Button } from 'antd'
import { Banknote, ClipboardPen, Printer } from 'lucide-react'
import { lazy, useState } from 'react'
import { call, queryClient } from '../../api.ts'
import { printPdf } from '../../payments/print-pdf.ts'
import { listKey } from '../../shell/list/index.ts'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { GatedButton } from '../GatedButton.tsx'
import { OnceOpen } from '../OnceOpen.tsx'
import { useGate } from '../useGate.ts'
import { useDunningTexts } from './texts.ts'

const VisitForm = lazy(() => import('./VisitForm.tsx').then(module => ({ default: module.VisitForm })))

type Visit = WireResponseOf<typeof billing.listDunningVisits>['items'][number]

/** A debtor: what was tried so far, and the next thing to do. */
export function DebtorDrawer({ premisesId }: { premisesId: string }) {
  const t = useDunningTexts()
  const { message } = App.useApp()
  const [recording, setRecording] = useState(false)
  const gate = useGate('billing.dunning.manage')
  const query = { premisesId, limit: 100 }
  const { data, error, refetch } = useQuery({
    queryKey: [...listKey(billing.listDunningVisits), query],
    queryFn: ({ signal }) => call(billing.listDunningVisits, { query, signal }),
  })
  const saved = () => {
    setRecording(false)
    message.success(t('recorded'))
    void queryClient.invalidateQueries({ queryKey: listKey(billing.listDunningVisits) })
    void queryClient.invalidateQueries({ queryKey: listKey(billing.listDebtors) })
  }
  return (
    <div className="bl-dunning">
      <div className="bl-dunning__actions">
        <GatedButton
          type="primary"
          icon={<ClipboardPen size={14} aria-hidden />}
          reason={gate}
          onClick={() => setRecording(true)}
        >
          {t('record')}
        </GatedButton>
        <Button
          icon={<Printer size={14} aria-hidden />}
          onClick={() => printPdf(addressOf(billing.dunningLetter, { params: { premisesId } }))}
        >
          {t('letter')}
        </Button>
        <Link to="/cashier" search={{ premises: premisesId }}>
          <Button icon={<Banknote size={14} aria-hidden />} tabIndex={-1}>
            {t('cashier')}
          </Button>
        </Link>
        <Link to="/reports/lines" search={{ premisesId, standing: 'overdue', from: '2015-01' }}>
          {t('lines')}
        </Link>
      </div>
      <h3 className="bl-dunning__title">{t('history')}</h3>
      {error ? <FailureNotice error={error} retry={() => void refetch()} /> : null}
      {data?.items.length === 0 ? <p className="c-none">{t('historyNone')}</p> : null}
      <ol className="bl-dunning__log">
        {(data?.items ?? []).map(visit => (
          <VisitEntry key={visit.id} visit={visit} />
        ))}
      </ol>
      <OnceOpen open={recording}>
        <VisitForm premisesId={premisesId} open={recording} close={() => setRecording(false)} done={saved} />
      </OnceOpen>
    </div>
  )
}

function VisitEntry({ visit }: { visit: Visit }) {
  const t = useDunningTexts()
  return (
    <li>
      <p>
        <b>{t(`result.${visit.result}`)}</b>
        {visit.promisedOn ? ` · ${t('promisedOn')} ${visit.promisedOn}` : ''}
      </p>
      {visit.note ? <p>{visit.note}</p> : null}
      <p className="c-none">
        {formatDateTime(visit.visitedAt)} · {t(`channel.${visit.channel}`)} · {visit.staffName} ·{' '}
        {t('overdueThen', { amount: formatFen(visit.overdueFen) })}
      </p>
    </li>
  )
}
