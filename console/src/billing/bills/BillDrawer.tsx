import { billing, type WireResponseOf } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Banknote } from 'lucide-react'
import { call } from '../../api.ts'
import { usePaymentTexts } from '../../payments/texts.ts'
import { CopyId } from '../../shell/show/CopyId.tsx'
import { Fact } from '../../shell/show/Facts.tsx'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import { RecordHistory } from '../../shell/show/RecordHistory.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { useDelayed } from '../../shell/states/useDelayed.ts'
import { BillStateTag } from '../BillStateTag.tsx'
import { cycleText } from '../cycle-text.ts'
import { BillDisputes } from '../disputes/BillDisputes.tsx'
import { GatedButton } from '../GatedButton.tsx'
import { LineTable } from '../LineTable.tsx'
import { AskWaiver } from '../requests/AskWaiver.tsx'
import { useBillingTexts } from '../texts.ts'
import { useGate } from '../useGate.ts'
import { BillChain, Treatment } from './BillChain.tsx'
import { useBillTexts } from './texts.ts'

export type Bill = WireResponseOf<typeof billing.readBill>

export function useBill(id: string) {
  return useQuery({
    // Below the list's key: what renews the list renews the open bill.
    queryKey: [billing.listBills.path, 'one', id],
    queryFn: ({ signal }) => call(billing.readBill, { params: { billId: id }, signal }),
  })
}

/** One bill: what is owed, how each line was worked out, what was paid on it. */
export function BillDrawer({ id }: { id: string }) {
  const t = useBillTexts()
  const words = useBillingTexts()
  const { data: bill, error, refetch } = useBill(id)
  const slow = useDelayed(!bill && !error)
  if (error && !bill) return <FailureNotice error={error} retry={() => void refetch()} />
  if (!bill) return slow ? <div className="c-bone" style={{ height: 320 }} /> : null
  return (
    <div className="c-sections">
      <Treatment bill={bill} />
      <Sums bill={bill} />
      <Facts bill={bill} />
      <section>
        <h2>{words('lines')}</h2>
        <LineTable lines={bill.state === 'draft' ? bill.lines.map(withoutSettled) : bill.lines} />
      </section>
      <section>
        <h2>{t('settlements')}</h2>
        {bill.settlements.length > 0 ? (
          <Settlements bill={bill} />
        ) : (
          <p className="c-sections__none">{t('noSettlements')}</p>
        )}
      </section>
      <BillDisputes bill={bill} />
      {bill.chain.length > 0 ? <BillChain bill={bill} /> : null}
      <section>
        <h2>{t('history')}</h2>
        <RecordHistory route={billing.billHistory} params={{ billId: bill.id }} />
      </section>
    </div>
  )
}

/** On a draft nothing can have been paid: the column would only be zeros. */
function withoutSettled({ settledFen: _, ...line }: Bill['lines'][number]) {
  return line
}

function Sums({ bill }: { bill: Bill }) {
  const t = useBillTexts()
  return (
    <dl className="c-sums">
      <div>
        <dt>{t('sumAmount')}</dt>
        <dd>
          <MoneyText fen={bill.amountFen} sign />
        </dd>
      </div>
      <div>
        <dt>{t('sumSettled')}</dt>
        <dd>
          <MoneyText fen={bill.settledFen} sign />
        </dd>
      </div>
      <div>
        <dt>{t('sumOutstanding')}</dt>
        <dd>
          <MoneyText fen={bill.outstandingFen} sign tone={bill.overdue ? 'danger' : 'text'} />
        </dd>
      </div>
    </dl>
  )
}

function Facts({ bill }: { bill: Bill }) {
  const t = useBillTexts()
  return (
    <dl className="c-facts">
      <Fact name={t('state')}>
        <BillStateTag bill={bill} />
      </Fact>
      <Fact name={t('number')}>
        <CopyId id={bill.number} what={t('number')} />
      </Fact>
      <Fact name={t('dueOn')}>{bill.dueOn}</Fact>
      <Fact name={t('premises')}>
        {bill.premisesLabel}
        <br />
        <Link to="/bills" search={{ premisesId: bill.premisesId }}>
          {t('allOfHousehold')}
        </Link>
      </Fact>
      {bill.penaltyFreeze ? (
        <Fact name={t('penaltyFreeze')}>
          {t('frozenSince', {
            day: bill.penaltyFreeze.frozenOn,
            name: bill.penaltyFreeze.byName,
            reason: bill.penaltyFreeze.reason,
          })}
        </Fact>
      ) : null}
      <Fact name={t('payer')}>{bill.payerName ?? t('noPayer')}</Fact>
      <Fact name={t('cycle')}>{cycleText(bill.cycleStart, bill.cycleEnd)}</Fact>
      <Fact name={t('item')}>{bill.itemName}</Fact>
      <Fact name={t('rule')}>{bill.ruleName ?? '–'}</Fact>
    </dl>
  )
}

function Settlements({ bill }: { bill: Bill }) {
  const t = useBillTexts()
  const payment = usePaymentTexts()
  return (
    <table className="c-lines" aria-label={t('settlements')}>
      <thead>
        <tr>
          <th scope="col">{t('paidOn')}</th>
          <th scope="col">{t('method')}</th>
          <th scope="col" className="c-lines__text">
            {t('receipt')}
          </th>
          <th scope="col">{t('paid')}</th>
        </tr>
      </thead>
      <tbody>
        {bill.settlements.map(one => (
          <tr key={`${one.sourceId} ${one.amountFen}`}>
            <th scope="row">{one.paidOn}</th>
            <td>{one.method ? payment(`method.${one.method}`) : t(`kind.${one.kind}`)}</td>
            <td className="c-lines__text">
              {one.receiptId ? (
                <Link to="/receipts" search={{ open: one.receiptId }}>
                  {one.receiptNumber}
                </Link>
              ) : (
                '–'
              )}
            </td>
            <td>
              <MoneyText fen={one.amountFen} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** In the drawer's head: to the cashier's desk with this household. */
export function CollectButton({ id }: { id: string }) {
  const t = useBillTexts()
  const navigate = useNavigate()
  const gate = useGate('payments.collect')
  const { data: bill } = useBill(id)
  if (!bill) return null
  const notNow = { draft: t('notIssued'), void: t('isVoid'), issued: bill.outstandingFen === 0 ? t('isSettled') : null }
  const owes = bill.state === 'issued' && bill.outstandingFen > 0
  return (
    <>
      <AskWaiver premisesId={bill.premisesId} place={bill.premisesLabel} billIds={owes ? [bill.id] : []} />
      <GatedButton
        type="primary"
        size="small"
        icon={<Banknote size={14} aria-hidden />}
        reason={gate ?? notNow[bill.state]}
        onClick={() => void navigate({ to: '/cashier', search: { premises: bill.premisesId } })}
      >
        {t('collect')}
      </GatedButton>
    </>
  )
}
