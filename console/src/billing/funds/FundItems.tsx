import { Link } from '@tanstack/react-router'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import type { Fund } from './fund.ts'
import { useFundTexts } from './texts.ts'
import '../billing.css'
import './funds.css'

/** What came in of an account of owners' money, by charge item; each leads to its lines below. */
export function FundItems({ fund, chosen }: { fund: Fund; chosen: string | undefined }) {
  const t = useFundTexts()
  // What is collected for others is of one item.
  if (fund.kind === 'agency' || fund.items.length === 0) return null
  return (
    <section className="fd-items">
      <h2>{t('byItem')}</h2>
      <table className="c-lines c-lines--amounts" aria-label={t('byItem')}>
        <thead>
          <tr>
            <th scope="col">{t('item')}</th>
            <th scope="col">{t('received')}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {fund.items.map(({ itemId, itemName, receivedFen }) => (
            <tr key={itemId}>
              <th scope="row">{itemName}</th>
              <td>
                <MoneyText fen={receivedFen} />
              </td>
              <td>
                {itemId === chosen ? (
                  <Link to="." search={({ itemId: _, ...search }) => search}>
                    {t('allLines')}
                  </Link>
                ) : (
                  <Link to="." search={search => ({ ...search, itemId, cursor: undefined })}>
                    {t('linesOf')}
                  </Link>
                )}
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('sum')}</th>
            <td>
              <MoneyText fen={fund.receivedFen} strong />
            </td>
            <td />
          </tr>
        </tfoot>
      </table>
    </section>
  )
}
