import { comma, formatDateTime, useLocale } from '@anju/ui'
import { Link } from '@tanstack/react-router'
import { App, Button, Checkbox, Input } from 'antd'
import { useState } from 'react'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { FailureAlert } from '../../shell/states/FailureAlert.tsx'
import type { Import } from '../import-query.ts'
import { useFormerBillsTexts } from './texts.ts'
import { type ComparedBill, type Comparison, useUnderstand } from './useComparison.ts'

const keyOf = ({ premisesId, itemName, fromOn }: ComparedBill) => `${premisesId}/${itemName}/${fromOn}`

/** Bill by bill; those that differ can be chosen and explained together. */
export function ComparedBills({ found, comparison }: { found: Import; comparison: Comparison }) {
  const t = useFormerBillsTexts()
  const { bills, matching } = comparison
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const differing = bills.filter(({ verdict }) => verdict !== 'same')
  const picked = differing.filter(bill => chosen.has(keyOf(bill)))
  const choose = (keys: string[], on: boolean) =>
    setChosen(all => new Set(on ? [...all, ...keys] : [...all].filter(key => !keys.includes(key))))
  if (bills.length === 0) return <p className="im-quiet im-compare__text">{t('nothing')}</p>
  return (
    <>
      <Understanding found={found} picked={picked} done={() => setChosen(new Set())} />
      <div className="im-compare__scroll im-compare__bills">
        <table className="im-table im-compare">
          <thead>
            <tr>
              <th scope="col">
                <Checkbox
                  aria-label={t('selectAll')}
                  disabled={differing.length === 0}
                  checked={differing.length > 0 && picked.length === differing.length}
                  onChange={event => choose(differing.map(keyOf), event.target.checked)}
                />
              </th>
              <th scope="col">{t('home')}</th>
              <th scope="col">{t('item')}</th>
              <th scope="col">{t('period')}</th>
              <th scope="col" className="im-compare__number">
                {t('former')}
              </th>
              <th scope="col" className="im-compare__number">
                {t('ours')}
              </th>
              <th scope="col" className="im-compare__number">
                {t('difference')}
              </th>
              <th scope="col">{t('verdict')}</th>
              <th scope="col">{t('explanation')}</th>
            </tr>
          </thead>
          <tbody>
            {bills.map(bill => (
              <Row
                key={keyOf(bill)}
                found={found}
                bill={bill}
                chosen={chosen.has(keyOf(bill))}
                choose={on => choose([keyOf(bill)], on)}
              />
            ))}
          </tbody>
        </table>
      </div>
      {matching > bills.length ? (
        <p className="im-quiet">{t('shown', { shown: bills.length, total: matching })}</p>
      ) : null}
    </>
  )
}

interface RowProps {
  found: Import
  bill: ComparedBill
  chosen: boolean
  choose: (on: boolean) => void
}

function Row({ found, bill, chosen, choose }: RowProps) {
  const t = useFormerBillsTexts()
  const { premisesId, premisesLabel, itemName, fromOn, toOn, formerFen, oursFen, differenceFen, verdict } = bill
  return (
    <tr>
      <td>
        {verdict === 'same' ? null : (
          <Checkbox
            aria-label={t('select', { home: premisesLabel, item: itemName })}
            checked={chosen}
            onChange={event => choose(event.target.checked)}
          />
        )}
      </td>
      <td>
        <Link to="/premises/$premisesId" params={{ premisesId }}>
          {premisesLabel}
        </Link>
      </td>
      <td>{itemName}</td>
      <td className="im-compare__days">
        {fromOn}
        <br />
        {toOn}
      </td>
      <td className="im-compare__number">
        <MoneyText fen={formerFen} />
      </td>
      <td className="im-compare__number">
        <MoneyText fen={oursFen} />
      </td>
      <td className="im-compare__number">
        <MoneyText fen={differenceFen} />
      </td>
      <td>
        <StatusTag tone={verdict === 'same' ? 'success' : bill.understood ? 'neutral' : 'danger'}>
          {t(`verdict.${verdict}`)}
        </StatusTag>
      </td>
      <td className="im-compare__why">
        <Why found={found} bill={bill} />
      </td>
    </tr>
  )
}

/** Our lines in words with their bills, the rows of the file, and what somebody said. */
function Why({ found, bill }: { found: Import; bill: ComparedBill }) {
  const t = useFormerBillsTexts()
  const { locale } = useLocale()
  const take = useUnderstand(found)
  const { lines, rows, understood, verdict } = bill
  return (
    <>
      {lines.map(({ billId, state, from, to, words }) => (
        <div key={`${billId}/${from}/${to}`}>
          {words[locale]}{' '}
          <Link to="/bills" search={{ open: billId }}>
            {t('bill')}
          </Link>
          {state === 'draft' ? <small> {t('draft')}</small> : null}
        </div>
      ))}
      {verdict === 'only-former' ? <div>{t('noLines')}</div> : null}
      {rows.length > 0 ? <small>{t('rows', { rows: rows.map(row => t('rowsOf', row)).join(comma()) })}</small> : null}
      {understood ? (
        <div className="im-compare__said">
          {t('said', { by: understood.by, at: formatDateTime(understood.at), reason: understood.reason })}{' '}
          <Button
            size="small"
            type="link"
            loading={take.isPending}
            onClick={() => take.mutate({ bills: [bill], reason: null })}
          >
            {t('take')}
          </Button>
        </div>
      ) : null}
    </>
  )
}

/** One reason for all that are chosen. */
function Understanding({ found, picked, done }: { found: Import; picked: ComparedBill[]; done: () => void }) {
  const t = useFormerBillsTexts()
  const { message } = App.useApp()
  const [reason, setReason] = useState('')
  const say = useUnderstand(found)
  if (picked.length === 0) return null
  const save = () =>
    say.mutate(
      { bills: picked, reason: reason.trim() },
      {
        onSuccess: () => {
          setReason('')
          done()
          void message.success(t('saved'))
        },
      },
    )
  return (
    <div className="im-compare__filters">
      <FailureAlert error={say.error} />
      <Input
        className="im-compare__reason"
        aria-label={t('reasonLabel')}
        placeholder={t('reasonHint')}
        maxLength={100}
        value={reason}
        onChange={event => setReason(event.target.value)}
      />
      <Button type="primary" disabled={reason.trim() === ''} loading={say.isPending} onClick={save}>
        {t('understandMany', { count: picked.length })}
      </Button>
    </div>
  )
}
