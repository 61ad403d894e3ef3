import { addressOf, payments, type WireResponseOf } from '@anju/contract'
import { comma, formatDateTime, formatFen, formatMoney, formatTime } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { App, Button, Space } from 'antd'
import { Printer } from 'lucide-react'
import { lazy, useState } from 'react'
import { call } from '../../api.ts'
import { GatedButton } from '../../billing/GatedButton.tsx'
import { OnceOpen } from '../../billing/OnceOpen.tsx'
import { useActor, useCan } from '../../session.tsx'
import { Fact } from '../../shell/show/Facts.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { useDelayed } from '../../shell/states/useDelayed.ts'
import { printPdf } from '../print-pdf.ts'
import { usePaymentTexts } from '../texts.ts'
import { MovementsToday } from './TillToday.tsx'
import { useTillTexts } from './texts.ts'
import { returnedWords } from './till.ts'
import { renewTills } from './useTill.ts'

const SignForm = lazy(() => import('./SignForm.tsx').then(({ SignForm }) => ({ default: SignForm })))

type Close = WireResponseOf<typeof payments.readDayClose>

function useDayClose(id: string) {
  return useQuery({
    queryKey: [payments.readDayClose.path, id],
    queryFn: ({ signal }) => call(payments.readDayClose, { params: { dayCloseId: id }, signal }),
  })
}

/** Printing the sheet, and signing it off. */
export function DayCloseExtra({ id }: { id: string }) {
  const t = useTillTexts()
  const { data, refetch } = useDayClose(id)
  const { accountId } = useActor()
  const may = useCan('payments.tills.sign')
  const { message } = App.useApp()
  const [signing, setSigning] = useState(false)
  if (!data) return null
  const reason = !may ? t('signMay') : data.cashierId === accountId ? t('signOwn') : null
  const done = () => {
    setSigning(false)
    message.success(t('signDone'))
    void refetch()
    renewTills()
  }
  return (
    <Space>
      <Button
        size="small"
        icon={<Printer size={14} aria-hidden />}
        onClick={() => printPdf(addressOf(payments.dayClosePdf, { params: { dayCloseId: id } }))}
      >
        {t('printSheet')}
      </Button>
      {data.signedAt ? null : (
        <GatedButton size="small" type="primary" reason={reason} onClick={() => setSigning(true)}>
          {t('sign')}
        </GatedButton>
      )}
      <OnceOpen open={signing}>
        <SignForm close={data} open={signing} onClose={() => setSigning(false)} done={done} />
      </OnceOpen>
    </Space>
  )
}

/** A closed day: cash and its difference, what came by each method, notes and coins, cash in and out, slips. */
export function DayCloseDrawer({ id }: { id: string }) {
  const { data, error, refetch } = useDayClose(id)
  const slow = useDelayed(!data && !error)
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  if (!data) return slow ? <div className="c-bone" style={{ height: 360 }} /> : null
  return (
    <div className="c-close">
      <Cash close={data} />
      <Methods close={data} />
      <Pieces close={data} />
      {data.movements.length > 0 ? <MovementsToday till={data} /> : null}
      <Facts close={data} />
    </div>
  )
}

function Cash({ close }: { close: Close }) {
  const t = useTillTexts()
  const rows: [string, number][] = [
    [t('float'), close.floatFen],
    [`+ ${t('taken')}`, close.takenFen],
    [`+ ${t('in')}`, close.inFen],
    [`− ${t('refunded')}`, close.refundedFen],
    [`− ${t('out')}`, close.outFen],
    [`− ${t('banked')}`, close.bankedFen],
  ]
  const { differenceFen } = close
  const word = differenceFen === 0 ? t('even') : differenceFen < 0 ? t('short') : t('over')
  return (
    <table className="c-till__table c-count" aria-label={t('due')}>
      <tbody>
        {rows.map(([name, fen]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{formatFen(fen)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t('due')}</th>
          <td>{formatFen(close.dueFen)}</td>
        </tr>
        <tr>
          <th scope="row">{t('counted')}</th>
          <td>{formatFen(close.countedFen)}</td>
        </tr>
        <tr data-tone={differenceFen === 0 ? 'even' : differenceFen < 0 ? 'short' : 'over'}>
          <th scope="row">{word}</th>
          <td>{formatFen(differenceFen)}</td>
        </tr>
      </tfoot>
    </table>
  )
}

function Methods({ close }: { close: Close }) {
  const t = useTillTexts()
  const payment = usePaymentTexts()
  if (close.methods.length === 0) return null
  return (
    <table className="c-till__table">
      <thead>
        <tr>
          <th scope="col">{t('method')}</th>
          <th scope="col">{t('count')}</th>
          <th scope="col">{t('takenColumn')}</th>
          <th scope="col">{t('returned')}</th>
          <th scope="col">{t('net')}</th>
          <th scope="col">{t('slipSum')}</th>
        </tr>
      </thead>
      <tbody>
        {close.methods.map(sum => (
          <tr key={sum.method}>
            <th scope="row">{payment(`method.${sum.method}`)}</th>
            <td>{sum.count}</td>
            <td>{formatFen(sum.amountFen)}</td>
            <td>{returnedWords(sum)}</td>
            <td>{formatFen(sum.netFen)}</td>
            <td>{formatFen(sum.slipsFen)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Pieces({ close }: { close: Close }) {
  const t = useTillTexts()
  const counted = Object.entries(close.denominations).toSorted(([a], [b]) => Number(b) - Number(a))
  if (counted.length === 0) return null
  return (
    <p className="c-till__note">
      {t('denominations')} · {counted.map(([fen, count]) => `${formatMoney(Number(fen))} × ${count}`).join(comma('，'))}
    </p>
  )
}

function Facts({ close }: { close: Close }) {
  const t = useTillTexts()
  const payment = usePaymentTexts()
  const { receipts } = close
  const told = t('receipts', { count: receipts.count, first: receipts.first ?? '–', last: receipts.last ?? '–' })
  return (
    <dl className="c-facts">
      <Fact name={t('shifts')}>
        {close.shifts.length === 0
          ? t('none')
          : close.shifts.map(shift => (
              <span key={shift.id} className="c-close__line">
                {t('shiftLine', {
                  from: formatTime(shift.openedAt),
                  to: shift.endedAt ? formatTime(shift.endedAt) : '…',
                  float: formatFen(shift.floatFen),
                })}
              </span>
            ))}
      </Fact>
      <Fact name={t('deposits')}>
        {close.deposits.length === 0
          ? t('none')
          : close.deposits.map(deposit => (
              <span key={deposit.id} className="c-close__line">
                {deposit.bank} {deposit.slipNumber} {formatMoney(deposit.amountFen)}{' '}
                {deposit.slipPhoto ? (
                  <a href={deposit.slipPhoto.url} target="_blank" rel="noopener">
                    {t('slipPhoto')}
                  </a>
                ) : null}
              </span>
            ))}
      </Fact>
      <Fact name={t('note')}>{close.note ?? t('none')}</Fact>
      <Fact name={t('closedAt')}>{formatDateTime(close.closedAt)}</Fact>
      <Fact name={t('methods')}>{told}</Fact>
      {receipts.reversed.length > 0 ? (
        <Fact name={t('reversed')}>
          {receipts.reversed.map(({ number, paidOn, method, amountFen }) => (
            <span key={number} className="c-close__line">
              {paidOn} {number} {payment(`method.${method}`)} {formatMoney(amountFen)}
            </span>
          ))}
        </Fact>
      ) : null}
      <Fact name={t('state')}>
        {close.signedAt && close.signedName
          ? t('signedBy', { name: close.signedName, time: formatDateTime(close.signedAt) })
          : t('waiting')}
        {close.signNote ? <span className="c-close__line">{close.signNote}</span> : null}
      </Fact>
    </dl>
  )
}
