import { Link } from '@tanstack/react-router'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import type { Debtors } from './debtors-draft.ts'
import { useDebtorsTexts } from './debtors-texts.ts'

/** Both sides line by line; what the list does not tell apart has no column. */
export function DebtorsTable({ list }: { list: Debtors }) {
  const t = useDebtorsTexts()
  const { tells, items } = list
  const named = [tells.debtor, tells.itemName, tells.year].filter(Boolean).length
  return (
    <div className="im-control__scroll im-debtors__table">
      <table className="im-table im-control">
        <thead>
          <tr>
            <th scope="col">{t('home')}</th>
            {tells.debtor ? <th scope="col">{t('debtor')}</th> : null}
            {tells.itemName ? <th scope="col">{t('item')}</th> : null}
            {tells.year ? <th scope="col">{t('year')}</th> : null}
            <Amount>{t('former')}</Amount>
            <Amount>{t(list.against)}</Amount>
            <Amount>{t('difference')}</Amount>
            <th scope="col">{t('verdict')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map(item => (
            <tr key={`${item.premisesId}/${item.debtor}/${item.itemName}/${item.year}`}>
              <td>
                <Link to="/premises/$premisesId" params={{ premisesId: item.premisesId }}>
                  {item.premisesLabel}
                </Link>
              </td>
              {tells.debtor ? <td>{item.debtor || '–'}</td> : null}
              {tells.itemName ? <td>{item.itemName || '–'}</td> : null}
              {tells.year ? <td className="c-number">{item.year === 0 ? '–' : item.year}</td> : null}
              <Side of={item.former} />
              <Side of={item.ours} />
              <td className="im-control__number">
                <MoneyText fen={item.differenceFen} />
              </td>
              <td>
                <StatusTag tone={item.verdict === 'agrees' ? 'success' : 'danger'}>
                  {t(`verdict.${item.verdict}`)}
                </StatusTag>
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={named + 1}>
              {t('total')}
            </th>
            <td className="im-control__number">
              <MoneyText fen={list.formerFen} />
            </td>
            <td className="im-control__number">
              <MoneyText fen={list.oursFen} />
            </td>
            <td className="im-control__number">
              <MoneyText fen={list.oursFen - list.formerFen} />
            </td>
            <td />
          </tr>
        </tfoot>
      </table>
      {list.lineCount > items.length ? (
        <p className="im-quiet">{t('shown', { shown: items.length, total: list.lineCount })}</p>
      ) : null}
    </div>
  )
}

function Amount({ children }: { children: string }) {
  return (
    <th scope="col" className="im-control__number">
      {children}
    </th>
  )
}

function Side({ of }: { of: Debtors['items'][number]['former'] }) {
  const t = useDebtorsTexts()
  return (
    <td className="im-control__number">
      <MoneyText fen={of?.amountFen ?? null} />
      {of?.count == null ? null : <small className="im-debtors__count">{t('counts', { count: of.count })}</small>}
    </td>
  )
}
