import { addressOf, portal, type WireResponseOf } from '@anju/contract'
import { Facts, Loaded, Loading, Money, Page, Skeleton } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { call } from '../api.ts'
import { useParams } from '../navigation.ts'
import { useBack } from '../shell/back.ts'
import { PdfLinks } from '../shell/PdfLinks.tsx'
import { usePaymentsTexts } from './texts.ts'

type Receipt = WireResponseOf<typeof portal.readMyReceipt>

/** One receipt as it was written, and its paper. */
export function ReceiptPage() {
  const t = usePaymentsTexts()
  const { receiptId } = useParams('/receipts/$receiptId')
  const back = useBack('/receipts')
  const receipt = useQuery({
    queryKey: ['my', 'receipt', receiptId],
    queryFn: ({ signal }) => call(portal.readMyReceipt, { params: { receiptId }, signal }),
  })
  return (
    <Page title={t('one')} onBack={back} foot={receipt.data ? <Links receipt={receipt.data} /> : undefined}>
      <Loaded query={receipt} skeleton={<ReceiptSkeleton />}>
        {data => <Paper receipt={data} />}
      </Loaded>
    </Page>
  )
}

function Links({ receipt }: { receipt: Receipt }) {
  const t = usePaymentsTexts()
  const address = addressOf(portal.myReceiptPdf, { params: { receiptId: receipt.id }, query: { app: 'resident' } })
  return <PdfLinks address={address} name={receipt.number} save={t('savePdf')} open={t('openPdf')} />
}

function Paper({ receipt }: { receipt: Receipt }) {
  const t = usePaymentsTexts()
  const keep = (text: string) => <span className="aj-keep">{text}</span>
  return (
    <article className="re-paper">
      <header className="re-paper__head">
        <p className="re-paper__company">{receipt.entityName ?? receipt.companyName}</p>
        <h2>{receipt.communityName}</h2>
      </header>
      <Facts
        facts={[
          { term: t('number'), value: keep(receipt.number) },
          { term: t('paidOn'), value: keep(receipt.paidOn) },
          { term: t('payer'), value: receipt.payerName },
          { term: t('household'), value: receipt.premisesLabel },
        ]}
      />
      <Items lines={receipt.lines} />
      <div className="re-paper__total">
        <div className="re-sum">
          <span>{t('total')}</span>
          <Money fen={receipt.amountFen} size="hero" />
        </div>
        <p lang="zh-CN">{receipt.capitalWords}</p>
      </div>
      <PaidBy receipt={receipt} />
    </article>
  )
}

function Items({ lines }: { lines: Receipt['lines'] }) {
  const t = usePaymentsTexts()
  return (
    <section className="re-paper__items" aria-label={t('items')}>
      {lines.map(line => (
        <div key={`${line.itemName} ${line.periodFrom} ${line.words}`} className="re-paper__item">
          <div className="re-sum">
            <span>{line.itemName}</span>
            <Money fen={line.amountFen} />
          </div>
          <p className="re-paper__words">
            {line.periodFrom !== null && line.periodTo !== null ? keepRange(line.periodFrom, line.periodTo) : null}
            <span className="re-line" lang="zh-CN">
              {line.words}
            </span>
          </p>
        </div>
      ))}
    </section>
  )
}

function keepRange(from: string, to: string) {
  return (
    <span className="re-line">
      <span className="aj-keep">{from}</span> – <span className="aj-keep">{to}</span>
    </span>
  )
}

function PaidBy({ receipt }: { receipt: Receipt }) {
  const t = usePaymentsTexts()
  const { tenderedFen, changeFen, remark } = receipt
  const facts = [
    { term: t('method'), value: t(`method.${receipt.method}`) },
    { term: t('tendered'), value: tenderedFen === null ? null : <Money fen={tenderedFen} /> },
    { term: t('change'), value: changeFen === null ? null : <Money fen={changeFen} /> },
    { term: t('cashier'), value: receipt.cashierName },
    { term: t('remark'), value: remark },
  ]
  return <Facts facts={facts.filter(fact => fact.value !== null)} />
}

function ReceiptSkeleton() {
  return (
    <Loading>
      <Skeleton height="28rem" />
    </Loading>
  )
}
