import { payments, type WireResponseOf } from '@anju/contract'
import { DateText, formatFen, formatMoney, numbered } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Alert, App, Space } from 'antd'
import { lazy, useState } from 'react'
import { call, queryClient } from '../api.ts'
import { GatedButton } from '../billing/GatedButton.tsx'
import { OnceOpen } from '../billing/OnceOpen.tsx'
import { AskRefund } from '../billing/requests/AskRefund.tsx'
import { useCan } from '../session.tsx'
import { listKey } from '../shell/list/index.ts'
import { CopyId } from '../shell/show/CopyId.tsx'
import { Fact } from '../shell/show/Facts.tsx'
import { MoneyText } from '../shell/show/MoneyText.tsx'
import { FailureNotice } from '../shell/states/FailureNotice.tsx'
import { useDelayed } from '../shell/states/useDelayed.ts'
import { PrintButton } from './PrintButton.tsx'
import { usePaymentTexts } from './texts.ts'
import './payments.css'

const VoidForm = lazy(() => import('./VoidForm.tsx').then(({ VoidForm }) => ({ default: VoidForm })))

type Receipt = WireResponseOf<typeof payments.readReceipt>

/** One receipt by its id. */
function useReceipt(id: string) {
  return useQuery({
    queryKey: [payments.readReceipt.path, id],
    queryFn: ({ signal }) => call(payments.readReceipt, { params: { receiptId: id }, signal }),
  })
}

/** The button in the drawer's head; it waits for the count of prints, which is part of its name. */
export function ReceiptDrawerPrint({ id }: { id: string }) {
  const { data } = useReceipt(id)
  return data ? (
    <Space>
      <AskRefund paymentId={data.paymentId} />
      <VoidButton receipt={data} />
      <PrintButton receiptId={id} number={data.number} printCount={data.printCount} primary size="small" />
    </Space>
  ) : null
}

/** Voids the receipt; what was written in its place opens. */
function VoidButton({ receipt }: { receipt: Receipt }) {
  const t = usePaymentTexts()
  const { message } = App.useApp()
  const navigate = useNavigate()
  const may = useCan('payments.receipts.void')
  const [open, setOpen] = useState(false)
  const reason = !may ? t('voidMay') : receipt.void ? t('voidAlready') : receipt.dayClosed ? t('voidDayClosed') : null
  const done = (made: Receipt) => {
    setOpen(false)
    message.success(made.id === receipt.id ? t('voided') : t('reissued', { number: made.number }))
    void queryClient.invalidateQueries({ queryKey: listKey(payments.listReceipts) })
    void queryClient.invalidateQueries({ queryKey: [payments.readReceipt.path, receipt.id] })
    if (made.id !== receipt.id) void navigate({ to: '.', search: before => ({ ...before, open: made.id }) })
  }
  return (
    <>
      <GatedButton size="small" danger reason={reason} onClick={() => setOpen(true)}>
        {t('void')}
      </GatedButton>
      <OnceOpen open={open}>
        <VoidForm key={receipt.id} receipt={receipt} open={open} close={() => setOpen(false)} done={done} />
      </OnceOpen>
    </>
  )
}

/** A receipt as it was written: what stands here is what stands on the paper. */
export function ReceiptDrawer({ id }: { id: string }) {
  const { data, error, refetch } = useReceipt(id)
  const slow = useDelayed(!data && !error)
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  if (!data) return slow ? <div className="c-bone" style={{ height: 360 }} /> : null
  return (
    <>
      <Trace receipt={data} />
      <Paper receipt={data} />
      <Aside receipt={data} />
    </>
  )
}

/** What became of it: voided by whom and why, and the receipts before and after it. */
function Trace({ receipt }: { receipt: Receipt }) {
  const t = usePaymentTexts()
  const { replaces, replacedBy } = receipt
  return (
    <>
      {receipt.void ? (
        <Alert
          type="error"
          showIcon
          className="c-receipt__trace"
          title={t('voidedBy', { name: receipt.void.byName, reason: receipt.void.reason })}
          description={
            <>
              <DateText at={receipt.void.at} />
              {replacedBy ? (
                <>
                  {' · '}
                  <Link to="." search={before => ({ ...before, open: replacedBy.id })}>
                    {t('replacedBy', { number: replacedBy.number })}
                  </Link>
                </>
              ) : null}
            </>
          }
        />
      ) : null}
      {replaces ? (
        <p className="c-receipt__trace">
          <Link to="." search={before => ({ ...before, open: replaces.id })}>
            {t('replaces', { number: replaces.number })}
          </Link>
        </p>
      ) : null}
    </>
  )
}

function Paper({ receipt }: { receipt: Receipt }) {
  const t = usePaymentTexts()
  return (
    <article className="c-receipt" aria-label={receipt.number} data-void={receipt.void !== null || undefined}>
      <header className="c-receipt__head">
        <p>{receipt.entityName ?? receipt.companyName}</p>
        <h2>{receipt.title}</h2>
        <p>
          <span>{receipt.communityName}</span>
          <span className="c-number">
            {t('number')} <strong>{receipt.number}</strong>
          </span>
        </p>
      </header>
      <dl className="c-facts">
        <Fact name={t('premises')}>{receipt.premisesLabel}</Fact>
        <Fact name={t('payer')}>{receipt.payerName}</Fact>
        <Fact name={t('method')}>
          {t(`method.${receipt.method}`)} {receipt.reference}
        </Fact>
      </dl>
      <Lines receipt={receipt} />
      <dl className="c-facts">
        {receipt.tenderedFen === null ? null : (
          <Fact name={t('tendered')}>
            <MoneyText fen={receipt.tenderedFen} sign />
          </Fact>
        )}
        {receipt.changeFen === null ? null : (
          <Fact name={t('change')}>
            <MoneyText fen={receipt.changeFen} sign />
          </Fact>
        )}
        <Fact name={t('cashier')}>{receipt.cashierName}</Fact>
        <Fact name={t('paidAt')}>
          <DateText at={receipt.paidAt} />
        </Fact>
        {receipt.remark ? <Fact name={t('remark')}>{receipt.remark}</Fact> : null}
      </dl>
    </article>
  )
}

function Lines({ receipt }: { receipt: Receipt }) {
  const t = usePaymentTexts()
  return (
    <table className="c-receipt__lines">
      <thead>
        <tr>
          <th scope="col">{t('item')}</th>
          <th scope="col">{t('explained')}</th>
          <th scope="col">{t('lineAmount')}</th>
        </tr>
      </thead>
      <tbody>
        {numbered(receipt.lines).map(({ thing: line, place }) => (
          <tr key={place}>
            <th scope="row">
              {line.roomLabel ? `${line.roomLabel} ` : null}
              {line.itemName}
              {line.periodFrom !== null ? (
                <small className="c-number">
                  {line.periodFrom} ~ {line.periodTo}
                </small>
              ) : null}
            </th>
            <td>{line.words}</td>
            <td>{formatFen(line.amountFen)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t('total')}</th>
          <td>
            <small>{t('capitals')}</small> {receipt.capitalWords}
          </td>
          <td>
            <strong>{formatMoney(receipt.amountFen)}</strong>
          </td>
        </tr>
      </tfoot>
    </table>
  )
}

/** Around the paper: what is not printed. */
function Aside({ receipt }: { receipt: Receipt }) {
  const t = usePaymentTexts()
  return (
    <p className="c-receipt__aside">
      <CopyId id={receipt.number} what={t('number')} />
      <span>{receipt.printCount > 0 ? t('printedTimes', { count: receipt.printCount }) : t('neverPrinted')}</span>
      <Link to="/bills" search={{ premisesId: receipt.premisesId }}>
        {t('toBills')}
      </Link>
    </p>
  )
}
