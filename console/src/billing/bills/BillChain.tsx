import { DateText, formatFen } from '@anju/ui'
import { Link } from '@tanstack/react-router'
import { Ban, Landmark, PauseCircle } from 'lucide-react'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import { useRunTexts } from '../runs/texts.ts'
import type { Bill } from './BillDrawer.tsx'
import { useBillTexts } from './texts.ts'
import '../runs/runs.css'

/** Why a bill is held, or void, or corrects another: said first, before any number. */
export function Treatment({ bill }: { bill: Bill }) {
  const t = useBillTexts()
  const reasons = useRunTexts()
  if (bill.isVoided)
    return (
      <p className="c-run__notice c-run__notice--info">
        <Ban size={16} aria-hidden />
        <span>
          {t('voidedNote', { name: bill.voidedBy ?? '–', reason: bill.voidReason ?? '–' })}{' '}
          {bill.amountFen > 0 ? t(bill.isVoidForGood ? 'voidedForGood' : 'voidedAgain') : null}
        </span>
      </p>
    )
  if (bill.debitBatchNumber)
    return (
      <p className="c-run__notice c-run__notice--info">
        <Landmark size={16} aria-hidden />
        <span>{t('inFlightNote', { number: bill.debitBatchNumber })}</span>
      </p>
    )
  if (bill.heldReason)
    return (
      <p className="c-run__notice c-run__notice--warning">
        <PauseCircle size={16} aria-hidden />
        <span>{t('heldNote', { reason: bill.heldReason })}</span>
      </p>
    )
  if (bill.because.length === 0) return null
  const why = bill.because.map(reason => reasons(`because.${reason as 'price'}`)).join(reasons('comma'))
  return (
    <p className="c-run__notice c-run__notice--info">
      <span>
        {t('why')}: {bill.note ? `${why} · ${bill.note}` : why}
      </span>
    </p>
  )
}

/** The first bill of the cycle and everything that corrects it, in order; this one is marked. */
export function BillChain({ bill }: { bill: Bill }) {
  const t = useBillTexts()
  return (
    <section>
      <h2>{t('chain')}</h2>
      <table className="c-lines" aria-label={t('chain')}>
        <thead>
          <tr>
            <th scope="col">{t('number')}</th>
            <th scope="col" className="c-lines__text">
              {t('billKind')}
            </th>
            <th scope="col" className="c-lines__text">
              {t('payer')}
            </th>
            <th scope="col" className="c-lines__text">
              {t('chainAt')}
            </th>
            <th scope="col">{t('chainAmount')}</th>
            <th scope="col">{t('chainOwed')}</th>
          </tr>
        </thead>
        <tbody>
          {bill.chain.map(one => (
            <tr key={one.id} aria-current={one.id === bill.id}>
              <th scope="row">
                {one.id === bill.id ? (
                  <strong>{one.number}</strong>
                ) : (
                  <Link to="." search={search => ({ ...search, open: one.id })}>
                    {one.number}
                  </Link>
                )}
              </th>
              <td className="c-lines__text">
                {one.kind !== 'correction' ? t('chainFirst') : one.amountFen < 0 ? t('chainRed') : t('chainBlue')}
              </td>
              <td className="c-lines__text">{one.payerName ?? t('noPayer')}</td>
              <td className="c-lines__text">{one.issuedAt ? <DateText at={one.issuedAt} /> : t('billState.draft')}</td>
              <td>{formatFen(one.amountFen)}</td>
              <td>
                <MoneyText fen={one.outstandingFen} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
