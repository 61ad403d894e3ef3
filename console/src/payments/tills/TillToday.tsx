import { formatFen, formatMoney, formatTime } from '@anju/ui'
import { Fragment } from 'react'
import { usePaymentTexts } from '../texts.ts'
import { useTillTexts } from './texts.ts'
import { returnedWords } from './till.ts'
import type { MyTill } from './useTill.ts'

/** What the drawer should hold, and the sum it comes from: every part with its sign. */
export function TillSums({ till }: { till: MyTill }) {
  const t = useTillTexts()
  const { sums } = till
  const parts = [
    { sign: '', word: t('float'), fen: sums.floatFen },
    { sign: '+', word: t('taken'), fen: sums.takenFen },
    { sign: '+', word: t('in'), fen: sums.inFen },
    { sign: '−', word: t('refunded'), fen: sums.refundedFen },
    { sign: '−', word: t('out'), fen: sums.outFen },
    { sign: '−', word: t('banked'), fen: sums.bankedFen },
  ]
  return (
    <section className="c-card c-till__sums" aria-label={t('due')}>
      <div className="c-till__due">
        <h2>{t('due')}</h2>
        <output>{formatMoney(sums.dueFen)}</output>
      </div>
      <dl className="c-till__parts">
        {parts.map(({ sign, word, fen }) => (
          <Fragment key={word}>
            {sign ? (
              <span className="c-till__sign" aria-hidden>
                {sign}
              </span>
            ) : null}
            <div data-none={fen === 0 || undefined}>
              <dt>{word}</dt>
              <dd>{formatFen(fen)}</dd>
            </div>
          </Fragment>
        ))}
      </dl>
    </section>
  )
}

/** What was taken today, by method, with the receipts for it. */
export function PaymentsToday({ till }: { till: MyTill }) {
  const t = useTillTexts()
  const payment = usePaymentTexts()
  const { methods, receipts } = till
  const total = (of: 'count' | 'amountFen' | 'returnedFen' | 'netFen') =>
    methods.reduce((sum, method) => sum + method[of], 0)
  return (
    <section className="c-card c-till__part" aria-label={t('methods')}>
      <h2>{t('methods')}</h2>
      {methods.length === 0 ? (
        <p className="c-till__none">{t('noPayments')}</p>
      ) : (
        <>
          <table className="c-till__table">
            <thead>
              <tr>
                <th scope="col">{t('method')}</th>
                <th scope="col">{t('count')}</th>
                <th scope="col">{t('takenColumn')}</th>
                <th scope="col">{t('returned')}</th>
                <th scope="col">{t('net')}</th>
              </tr>
            </thead>
            <tbody>
              {methods.map(sum => (
                <tr key={sum.method}>
                  <th scope="row">{payment(`method.${sum.method}`)}</th>
                  <td>{sum.count}</td>
                  <td>{formatFen(sum.amountFen)}</td>
                  <td>{returnedWords(sum)}</td>
                  <td>{formatFen(sum.netFen)}</td>
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">{t('total')}</th>
                <td>{total('count')}</td>
                <td>{formatFen(total('amountFen'))}</td>
                <td>{formatFen(total('returnedFen'))}</td>
                <td>{formatFen(total('netFen'))}</td>
              </tr>
            </tfoot>
          </table>
          <p className="c-till__note">
            {t('receipts', { count: receipts.count, first: receipts.first ?? '', last: receipts.last ?? '' })}
            {receipts.voided > 0 ? ` · ${t('receiptsVoided', { count: receipts.voided })}` : null}
          </p>
        </>
      )}
    </section>
  )
}

/** Cash in and out of the drawer besides payments. */
export function MovementsToday({ till }: { till: Pick<MyTill, 'movements'> }) {
  const t = useTillTexts()
  const { movements } = till
  return (
    <section className="c-card c-till__part" aria-label={t('movements')}>
      <h2>{t('movements')}</h2>
      {movements.length === 0 ? (
        <p className="c-till__none">{t('noMovements')}</p>
      ) : (
        <table className="c-till__table">
          <thead>
            <tr>
              <th scope="col">{t('time')}</th>
              <th scope="col" className="c-till__text">
                {t('kind')}
              </th>
              <th scope="col" className="c-till__text">
                {t('words')}
              </th>
              <th scope="col">{t('amount')}</th>
            </tr>
          </thead>
          <tbody>
            {movements.map(movement => (
              <tr key={movement.id}>
                <th scope="row">{formatTime(movement.at)}</th>
                <td className="c-till__text">{t(`kind.${movement.kind}`)}</td>
                <td className="c-till__text">{movement.words}</td>
                <td>{formatFen(movement.amountFen)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
