import { MoneyText } from '../../shell/show/MoneyText.tsx'
import { useFormerBillsTexts } from './texts.ts'
import type { Comparison } from './useComparison.ts'

/** Both systems by charge item, and all together. */
export function ItemSums({ comparison: { items, totals } }: { comparison: Comparison }) {
  const t = useFormerBillsTexts()
  return (
    <div className="im-compare__scroll">
      <table className="im-table im-compare">
        <thead>
          <tr>
            <th scope="col">{t('item')}</th>
            {(['count', 'former', 'ours', 'difference', 'differing', 'openCount'] as const).map(word => (
              <th key={word} scope="col" className="im-compare__number">
                {t(word)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map(({ itemName, ...sums }) => (
            <Sums key={itemName} name={itemName} of={sums} />
          ))}
        </tbody>
        <tfoot>
          <Sums name={t('total')} of={totals} />
        </tfoot>
      </table>
    </div>
  )
}

function Sums({ name, of }: { name: string; of: Omit<Comparison['items'][number], 'itemName'> }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="im-compare__number">{of.count.toLocaleString('en')}</td>
      <td className="im-compare__number">
        <MoneyText fen={of.formerFen} />
      </td>
      <td className="im-compare__number">
        <MoneyText fen={of.oursFen} />
      </td>
      <td className="im-compare__number">
        <MoneyText fen={of.differenceFen} />
      </td>
      <td className="im-compare__number">{of.differing.toLocaleString('en')}</td>
      <td className="im-compare__number">{of.open.toLocaleString('en')}</td>
    </tr>
  )
}
