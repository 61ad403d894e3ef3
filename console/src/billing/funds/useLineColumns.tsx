import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useCan } from '../../session.tsx'
import type { Column } from '../../shell/list/index.ts'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import type { FundLine, FundRow } from './fund.ts'
import { useFundTexts } from './texts.ts'

interface Sums {
  inFen: number
  outFen: number
}

/** A statement, line by line; each leads to its bill, its receipt or its request, and to its entry. */
export function useLineColumns(kind: FundRow['kind']): Column<FundLine, Sums>[] {
  const t = useFundTexts()
  const word = (line: FundLine) => {
    const { what } = line
    return what === 'received' || what === 'taken-back' || what === 'corrected' ? t(`what.${what}`) : t(`deed.${what}`)
  }
  return [
    {
      ...{ key: 'movedOn', title: t('movedOn'), width: 110, sort: 'movedOn' },
      render: line => <span className="c-number">{line.movedOn}</span>,
    },
    { key: 'what', title: t('what'), width: 110, render: word },
    ...(kind === 'agency'
      ? []
      : [{ key: 'item', title: t('item'), width: 120, render: (line: FundLine) => line.itemName ?? '–' }]),
    { key: 'words', title: t('words'), width: 240, render: line => line.premisesLabel ?? line.words },
    { key: 'papers', title: t('papers'), width: 220, render: line => <Papers of={line} /> },
    {
      ...{ key: 'in', title: t('direction.in'), width: 134, align: 'number', sort: 'amountFen' },
      render: line => <MoneyText fen={line.amountFen > 0 ? line.amountFen : null} />,
      footer: sums => <MoneyText fen={sums.inFen} strong />,
    },
    {
      ...{ key: 'out', title: t('direction.out'), width: 134, align: 'number' },
      render: line => <MoneyText fen={line.amountFen < 0 ? -line.amountFen : null} />,
      footer: sums => <MoneyText fen={sums.outFen} strong />,
    },
  ]
}

function Papers({ of }: { of: FundLine }) {
  const t = useFundTexts()
  const mayBills = useCan('billing.bills.read')
  const mayReceipts = useCan('payments.receipts.read')
  const mayEntries = useCan('ledger.entries.read')
  const links: ReactNode[] = []
  if (of.requestId)
    links.push(
      <Link
        key="request"
        to="/fund-requests"
        search={s => ({ community: s.community, open: of.requestId ?? undefined })}
      >
        {t('request')}
      </Link>,
    )
  if (of.billId && mayBills)
    links.push(
      <Link
        key="bill"
        to="/bills"
        search={s => ({ community: s.community, open: of.billId ?? undefined })}
        title={of.billNumber ?? ''}
      >
        {t('bill')}
      </Link>,
    )
  if (of.receiptNumber && mayReceipts)
    links.push(
      <Link
        key="receipt"
        to="/receipts"
        search={s => ({ community: s.community, text: of.receiptNumber ?? undefined })}
        title={of.receiptNumber}
      >
        {t('receipt')}
      </Link>,
    )
  if (of.entryId && mayEntries)
    links.push(
      <Link key="entry" to="/ledger-entries" search={s => ({ community: s.community, open: of.entryId ?? undefined })}>
        {t('entry')}
      </Link>,
    )
  return <span className="fd-papers">{links}</span>
}
