import { payments, type WireResponseOf } from '@anju/contract'
import { DateText, formatFen } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { call } from '../api.ts'
import { CopyId } from '../shell/show/CopyId.tsx'
import { MoneyText } from '../shell/show/MoneyText.tsx'
import { FailureNotice } from '../shell/states/FailureNotice.tsx'
import { useDelayed } from '../shell/states/useDelayed.ts'
import { PrintButton } from './PrintButton.tsx'
import { usePaymentTexts } from './texts.ts'
import './payments.css'

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
    <PrintButton receiptId={id} number={data.number} printCount={data.printCount} primary size="small" />
  ) : null
}

/** A receipt as it was written: what stands here is what stands on the paper. */
export function ReceiptDrawer({ id }: { id: string }) {
  const { data, error, refetch } = useReceipt(id)
  const slow = useDelayed(!data && !error)
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  if (!data) return slow ? <div className="c-bone" style={{ height: 360 }} /> : null
  return (
    <>
      <Paper receipt={data} />
      <Aside receipt={data} />
    </>
  )
}

function Paper({ receipt }: { receipt: Receipt }) {
  const t = usePaymentTexts()
  return (
    <article className="c-receipt" aria-label={receipt.number}>
      <header className="c-receipt__head">
        <p>{receipt.companyName}</p>
        <h2>{t('title')}</h2>
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
        <Fact name={t('method')}>{t(`method.${receipt.method}`)}</Fact>
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

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
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
        {receipt.lines.map(line => (
          <tr key={`${line.itemName} ${line.periodFrom}`}>
            <th scope="row">
              {line.itemName}
              <small className="c-number">
                {line.periodFrom} ~ {line.periodTo}
              </small>
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
            <strong>¥{formatFen(receipt.amountFen)}</strong>
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
