import { formatFen } from '@anju/ui'
import { Button } from 'antd'
import { CircleCheck } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { PrintButton } from '../../payments/PrintButton.tsx'
import { usePaymentTexts } from '../../payments/texts.ts'
import { CopyId } from '../../shell/show/CopyId.tsx'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import type { Collected, SentCollection } from './sent-collection.ts'
import { useCashierTexts } from './texts.ts'

interface DonePanelProps {
  sent: SentCollection
  collected: Collected
  /** To the search. */
  back: () => void
  /** On with the bills that are left. */
  stay: () => void
}

/** The money is taken: change, receipt, what is still owed. Enter prints, then Enter (or Esc) goes on to the next. */
export function DonePanel({ sent, collected, back, stay }: DonePanelProps) {
  const t = useCashierTexts()
  const payment = usePaymentTexts()
  const print = useRef<HTMLButtonElement>(null)
  const next = useRef<HTMLButtonElement>(null)
  const [printed, setPrinted] = useState<ReadonlySet<string>>(new Set())
  // The first receipt that is not printed yet; when there is none, Enter goes on.
  const waiting = collected.receipts.findIndex(receipt => !printed.has(receipt.id))
  useEffect(() => {
    const button = waiting < 0 ? next : print
    button.current?.focus()
  }, [waiting])
  const { tenderedFen, method, amountFen } = sent.body
  return (
    <aside className="c-pay c-pay--done" aria-label={t('done')}>
      <div className="c-done__head" role="status">
        <CircleCheck size={24} aria-hidden />
        <div>
          <strong>{t('done')}</strong>
          <span>{t('doneSum', { label: sent.label, method: payment(`method.${method}`) })}</span>
        </div>
      </div>
      <div className="c-pay__row">
        <span>{t('collectNow')}</span>
        <output className="c-pay__figure">{formatFen(amountFen)}</output>
      </div>
      {method === 'cash' ? (
        <>
          <div className="c-pay__row">
            <span>{t('tendered')}</span>
            <output className="c-pay__figure">{formatFen(tenderedFen ?? amountFen)}</output>
          </div>
          <div className="c-pay__row">
            <span>{t('change')}</span>
            <output className="c-pay__figure" data-some={collected.changeFen > 0}>
              {formatFen(collected.changeFen)}
            </output>
          </div>
        </>
      ) : null}
      <Outcome collected={collected} />
      <div className="c-done__actions">
        {collected.receipts.map((receipt, index) => (
          <PrintButton
            key={receipt.id}
            receiptId={receipt.id}
            number={receipt.number}
            printCount={printed.has(receipt.id) ? 1 : 0}
            primary={index === waiting}
            block
            size="large"
            button={index === waiting ? print : undefined}
            hint={index === waiting ? 'Enter' : undefined}
            onPrinted={() => setPrinted(before => new Set(before).add(receipt.id))}
          />
        ))}
        <Button ref={next} type={waiting < 0 ? 'primary' : 'default'} size="large" block onClick={back}>
          {t('nextHousehold')}
          <kbd>{waiting < 0 ? 'Enter' : 'Esc'}</kbd>
        </Button>
        {collected.outstandingFen > 0 ? (
          <Button type="link" block onClick={stay}>
            {t('sameHousehold')}
          </Button>
        ) : null}
      </div>
    </aside>
  )
}

/** The receipt's number, and what the household still owes. */
function Outcome({ collected }: Pick<DonePanelProps, 'collected'>) {
  const t = useCashierTexts()
  const extras: [string, number][] = [
    [t('donePurse'), collected.purseFen],
    [t('donePrepaid'), collected.prepaidFen],
    [t('doneRounded'), collected.roundedFen],
    [t('discount'), collected.discountFen],
  ]
  return (
    <dl className="c-done__facts">
      {collected.receipts.map(receipt => (
        <div key={receipt.id}>
          <dt>{t('receiptNumber')}</dt>
          <dd>
            <CopyId id={receipt.number} what={t('receiptNumber')} />
          </dd>
        </div>
      ))}
      {extras.map(([name, fen]) =>
        fen > 0 ? (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <MoneyText fen={fen} sign />
            </dd>
          </div>
        ) : null,
      )}
      <div>
        <dt>{collected.outstandingFen > 0 ? t('stillOwed') : t('allPaid')}</dt>
        <dd>{collected.outstandingFen > 0 ? <MoneyText fen={collected.outstandingFen} sign strong /> : null}</dd>
      </div>
    </dl>
  )
}
