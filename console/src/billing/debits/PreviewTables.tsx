import { formatFen } from '@anju/ui'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import type { Preview } from './debits.ts'
import { useDebitTexts } from './texts.ts'
import '../billing.css'

const SHOWN = 50

/** What the bank will be asked for, and what stands in the way of the rest. */
export function PreviewTables({ preview }: { preview: Preview }) {
  const t = useDebitTexts()
  const { debits, count, billCount, totalFen, exceptionCount } = preview
  return (
    <>
      <h3>{t('look.debits', { count, bills: billCount, sum: formatFen(totalFen) })}</h3>
      {preview.penaltyFen > 0 ? <p>{t('look.penalty', { sum: formatFen(preview.penaltyFen) })}</p> : null}
      {debits.length === 0 ? (
        <p>{t('look.nothing')}</p>
      ) : (
        <table className="c-lines" aria-label={t('look.table')}>
          <thead>
            <tr>
              <th scope="col">{t('premises')}</th>
              <th scope="col" className="c-lines__text">
                {t('holder')}
              </th>
              <th scope="col">{t('bills')}</th>
              <th scope="col">{t('total')}</th>
            </tr>
          </thead>
          <tbody>
            {debits.slice(0, SHOWN).map(debit => (
              <tr key={debit.mandateId + debit.amountFen}>
                <th scope="row">{debit.premisesLabel}</th>
                <td className="c-lines__text">
                  {debit.holderName} {debit.accountMasked}
                </td>
                <td>{debit.billCount}</td>
                <td>
                  <MoneyText fen={debit.amountFen} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {count > SHOWN ? <p>{t('look.more', { count: count - SHOWN })}</p> : null}
      {exceptionCount > 0 ? <Exceptions preview={preview} /> : null}
    </>
  )
}

function Exceptions({ preview }: { preview: Preview }) {
  const t = useDebitTexts()
  const { exceptions, exceptionCount, exceptionFen } = preview
  return (
    <>
      <h3>{t('look.exceptions', { count: exceptionCount, sum: formatFen(exceptionFen) })}</h3>
      <table className="c-lines" aria-label={t('look.exceptionTable')}>
        <thead>
          <tr>
            <th scope="col">{t('premises')}</th>
            <th scope="col" className="c-lines__text">
              {t('bill')}
            </th>
            <th scope="col" className="c-lines__text">
              {t('why')}
            </th>
            <th scope="col">{t('total')}</th>
          </tr>
        </thead>
        <tbody>
          {exceptions.slice(0, SHOWN).map(one => (
            <tr key={one.billId}>
              <th scope="row">{one.premisesLabel}</th>
              <td className="c-lines__text">
                {one.itemName} {one.number}
              </td>
              <td className="c-lines__text">
                {t(`obstacle.${one.obstacle}`)} {one.characters}
              </td>
              <td>
                <MoneyText fen={one.amountFen} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {exceptionCount > SHOWN ? <p>{t('look.moreExceptions', { count: exceptionCount - SHOWN })}</p> : null}
    </>
  )
}
