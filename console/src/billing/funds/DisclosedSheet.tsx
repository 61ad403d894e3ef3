import { MoneyText } from '../../shell/show/MoneyText.tsx'
import type { DisclosedFund } from './fund.ts'
import { useFundTexts } from './texts.ts'
import './funds.css'

interface DisclosedSheetProps {
  content: DisclosedFund
  kind: 'public' | 'fund'
}

/** A quarter as owners read it: from the balance before to the balance after, and each spending. */
export function DisclosedSheet({ content, kind }: DisclosedSheetProps) {
  const t = useFundTexts()
  return (
    <table className="fd-sheet">
      <tbody>
        <Total words={`${t('opening')} ${content.from}`} fen={content.openingFen} />
        <Total words={`+ ${t('disclosed.received')}`} fen={content.receivedFen} />
        {content.received.map(row => (
          <Line key={row.itemName} words={row.itemName} about={`${t('households')} ${row.count}`} fen={row.amountFen} />
        ))}
        <Total words={`+ ${t('disclosed.income')}`} fen={content.incomeFen} />
        {content.income.map(row => (
          <Line
            key={`${row.on} ${row.purpose} ${row.amountFen}`}
            words={row.purpose}
            about={`${row.on} · ${row.partyName}`}
            fen={row.amountFen}
          />
        ))}
        <Total words={`− ${t('disclosed.spent')}`} fen={content.spentFen} />
        {content.spent.map(row => (
          <Line
            key={`${row.on} ${row.purpose} ${row.amountFen}`}
            words={row.purpose}
            about={[row.on, row.partyName, row.resolutionNumber].filter(Boolean).join(' · ')}
            fen={row.amountFen}
          />
        ))}
        {kind === 'public' ? (
          <Total
            words={`− ${t('disclosed.managed', { percent: Number(content.managementPercent) })}`}
            fen={content.managedFen}
          />
        ) : null}
        <Total words={`${t('closing')} ${content.to}`} fen={content.closingFen} />
      </tbody>
    </table>
  )
}

function Total({ words, fen }: { words: string; fen: number }) {
  return (
    <tr className="fd-sheet__total">
      <th scope="row">{words}</th>
      <td>
        <MoneyText fen={fen} strong />
      </td>
    </tr>
  )
}

function Line({ words, about, fen }: { words: string; about: string; fen: number }) {
  return (
    <tr>
      <td>
        {words}
        <span className="c-lines__note">{about}</span>
      </td>
      <td>
        <MoneyText fen={fen} />
      </td>
    </tr>
  )
}
