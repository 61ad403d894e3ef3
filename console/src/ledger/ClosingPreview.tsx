import { ledger, type WireResponseOf } from '@anju/contract'
import { formatFen } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { Alert } from 'antd'
import { call } from '../api.ts'
import { plain } from '../billing/items/item.ts'
import { MoneyText } from '../shell/show/MoneyText.tsx'
import { FailureNotice } from '../shell/states/FailureNotice.tsx'
import { useDelayed } from '../shell/states/useDelayed.ts'
import { useMemoWords } from './memo.ts'
import { useLedgerTexts } from './texts.ts'
import '../billing/billing.css'

type Entry = WireResponseOf<typeof ledger.previewClosing>['entries'][number]

/** What closing a month would post, and what it leaves for later months: 结转到以后月份. */
export function ClosingPreview({ communityId, month }: { communityId: string; month: string }) {
  const t = useLedgerTexts()
  const { data, error, refetch } = useQuery({
    queryKey: [ledger.previewClosing.path, communityId, month],
    queryFn: ({ signal }) => call(ledger.previewClosing, { query: { communityId, month }, signal }),
    // Somebody may have posted since the drawer was last open.
    staleTime: 0,
  })
  const slow = useDelayed(!data && !error)
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  if (!data) return slow ? <div className="c-bone" style={{ height: 240 }} /> : null
  return (
    <>
      {data.problems.length > 0 ? (
        <Alert
          type="error"
          showIcon
          title={t('problems')}
          description={data.problems.map(problem => <div key={problem}>{problem}</div>)}
        />
      ) : null}
      {data.entries.length === 0 ? <p>{t('previewNone')}</p> : null}
      {data.entries.map(entry => (
        <ProposedEntry key={entry.sourceKind} entry={entry} />
      ))}
    </>
  )
}

const KINDS = {
  'billing.rent-straightened': { title: 'previewRent', stays: 'previewRentStays' },
  'billing.margin-taxed': { title: 'previewMargin', stays: 'previewMarginStays' },
} as const

function ProposedEntry({ entry }: { entry: Entry }) {
  const t = useLedgerTexts()
  const kind = entry.sourceKind in KINDS ? KINDS[entry.sourceKind as keyof typeof KINDS] : null
  const stays = kind?.stays ?? (entry.later.length === 0 ? 'previewNone' : 'previewStays')
  return (
    <section>
      <h3>{t(kind?.title ?? 'previewTitle')}</h3>
      {entry.margins ? <Margins margins={entry.margins} /> : null}
      {entry.postings.length === 0 ? <p>{t(stays)}</p> : <Postings entry={entry} />}
      {kind === null ? <Later later={entry.later} /> : null}
      {entry.sourceKind === 'billing.rent-straightened' ? <Rents rents={entry.rents} /> : null}
      {entry.margins ? <p>{t('previewMarginNote')}</p> : null}
    </section>
  )
}

/** What is taxed by its margin: sold, bought and carried over, by item and month. */
function Margins({ margins }: { margins: NonNullable<Entry['margins']> }) {
  const t = useLedgerTexts()
  return (
    <table className="c-lines c-lines--amounts" aria-label={t('previewMargin')}>
      <thead>
        <tr>
          {(['marginItem', 'marginSold', 'marginBought', 'marginCarried', 'marginRate', 'marginTax'] as const).map(
            name => (
              <th key={name} scope="col">
                {t(name)}
              </th>
            ),
          )}
        </tr>
      </thead>
      <tbody>
        {margins.map(margin => (
          <tr key={`${margin.itemName} ${margin.month}`}>
            <th scope="row">
              {margin.itemName} {margin.month}
            </th>
            <td>
              <MoneyText fen={margin.soldFen} />
            </td>
            <td>
              <MoneyText fen={margin.boughtFen} />
            </td>
            <td>
              <MoneyText fen={margin.carriedFen} />
            </td>
            <td>{plain(margin.ratePercent)}%</td>
            <td>
              <MoneyText fen={margin.taxFen} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Postings({ entry }: { entry: Entry }) {
  const t = useLedgerTexts()
  const memo = useMemoWords()
  return (
    <table className="c-lines c-lines--amounts" aria-label={memo(entry.memo)}>
      <thead>
        <tr>
          <th scope="col">{t('account')}</th>
          <th scope="col">{t('debit')}</th>
          <th scope="col">{t('credit')}</th>
        </tr>
      </thead>
      <tbody>
        {entry.postings.map(posting => (
          <tr key={posting.accountCode}>
            <th scope="row">
              {posting.accountCode} {posting.accountName}
            </th>
            <td>{posting.debitFen ? <MoneyText fen={posting.debitFen} /> : null}</td>
            <td>{posting.creditFen ? <MoneyText fen={posting.creditFen} /> : null}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Of each lease what it has earned and what was billed of it; the difference is what 1473 holds. */
function Rents({ rents }: { rents: Entry['rents'] }) {
  const t = useLedgerTexts()
  const sum = (of: (rent: Entry['rents'][number]) => number) => rents.reduce((total, rent) => total + of(rent), 0)
  const beyond = (rent: Entry['rents'][number]) => rent.earnedFen - rent.billedFen
  if (rents.length === 0) return <p>{t('rentsNone')}</p>
  return (
    <>
      <p>{t('previewRentNote')}</p>
      <table className="c-lines c-lines--amounts" aria-label={t('previewRent')}>
        <thead>
          <tr>
            <th scope="col">{t('rentOf')}</th>
            <th scope="col">{t('rentEarned')}</th>
            <th scope="col">{t('rentBilled')}</th>
            <th scope="col">{t('rentBeyond')}</th>
          </tr>
        </thead>
        <tbody>
          {rents.map(rent => (
            <tr key={rent.assignmentId}>
              <th scope="row">
                {rent.premisesLabel}
                <small className="c-lines__note">{t('rentTotal', { total: formatFen(rent.totalFen) })}</small>
              </th>
              <td>
                <MoneyText fen={rent.earnedFen} />
              </td>
              <td>
                <MoneyText fen={rent.billedFen} />
              </td>
              <td>
                <MoneyText fen={beyond(rent)} />
              </td>
            </tr>
          ))}
        </tbody>
        {rents.length > 1 ? (
          <tfoot>
            <tr>
              <th scope="row">{t('rentSum')}</th>
              <td>
                <MoneyText fen={sum(rent => rent.earnedFen)} strong />
              </td>
              <td>
                <MoneyText fen={sum(rent => rent.billedFen)} strong />
              </td>
              <td>
                <MoneyText fen={sum(beyond)} strong />
              </td>
            </tr>
          </tfoot>
        ) : null}
      </table>
    </>
  )
}

function Later({ later }: { later: Entry['later'] }) {
  const t = useLedgerTexts()
  if (later.length === 0) return <p>{t('laterNone')}</p>
  const net = later.reduce((sum, one) => sum + one.netFen, 0)
  const tax = later.reduce((sum, one) => sum + one.taxFen, 0)
  const title = t('laterTitle', { total: formatFen(net + tax), tax: formatFen(tax) })
  return (
    <>
      <h3>{title}</h3>
      <table className="c-lines c-lines--amounts" aria-label={title}>
        <thead>
          <tr>
            <th scope="col">{t('laterMonth')}</th>
            <th scope="col">{t('laterNet')}</th>
            <th scope="col">{t('laterTax')}</th>
          </tr>
        </thead>
        <tbody>
          {later.map(one => (
            <tr key={one.month}>
              <th scope="row">{one.month}</th>
              <td>
                <MoneyText fen={one.netFen} />
              </td>
              <td>
                <MoneyText fen={one.taxFen} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
