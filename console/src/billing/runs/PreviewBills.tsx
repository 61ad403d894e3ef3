import { formatFen } from '@anju/ui'
import { Segmented } from 'antd'
import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { cycleText } from '../cycle-text.ts'
import { LineTable } from '../LineTable.tsx'
import { Exceptions } from './Exceptions.tsx'
import type { Preview } from './run.ts'
import { useRunTexts } from './texts.ts'

type PreviewBill = Preview['bills'][number]
type Show = 'all' | 'new' | 'existing' | 'exceptions'

const keyOf = (bill: PreviewBill) => `${bill.premisesId} ${bill.ruleId} ${bill.cycleStart}`

/** What a run would give: its bills, each unfolding to lines with their arithmetic, and the exceptions. */
export function PreviewBills({ preview }: { preview: Preview }) {
  const t = useRunTexts()
  const [show, setShow] = useState<Show>('all')
  const { exceptions } = preview
  return (
    <section className="c-preview">
      <h2>
        {show === 'exceptions' ? t('exceptionsTitle') : t('previewBills')}
        <Segmented<Show>
          value={show}
          onChange={setShow}
          options={[
            { value: 'all', label: t('showAll') },
            { value: 'new', label: t('showNew') },
            { value: 'existing', label: t('showExisting') },
            { value: 'exceptions', label: t('showExceptions', { count: exceptions.length }) },
          ]}
          aria-label={t('show')}
        />
      </h2>
      {show === 'exceptions' ? (
        <Exceptions exceptions={exceptions} count={exceptions.length} />
      ) : (
        <BillTable
          preview={preview}
          bills={preview.bills.filter(bill => show === 'all' || bill.exists === (show === 'existing'))}
        />
      )}
    </section>
  )
}

function BillTable({ preview, bills }: { preview: Preview; bills: PreviewBill[] }) {
  const t = useRunTexts()
  if (bills.length === 0) return <p className="c-run__words">{t('noneOfThese')}</p>
  return (
    <>
      <table className="c-preview__table" aria-label={t('previewBills')}>
        <thead>
          <tr>
            <th scope="col">{t('premises')}</th>
            <th scope="col">{t('payer')}</th>
            <th scope="col">{t('rule')}</th>
            <th scope="col">{t('cycle')}</th>
            <th scope="col">{t('dueOn')}</th>
            <td />
            <th scope="col">{t('amount')}</th>
          </tr>
        </thead>
        {bills.map(bill => (
          <PreviewRow key={keyOf(bill)} bill={bill} />
        ))}
      </table>
      {preview.bills.length < preview.billCount ? (
        <p className="c-run__words">
          {t('cut', { shown: preview.bills.length, count: preview.billCount.toLocaleString('en') })}
        </p>
      ) : null}
    </>
  )
}

function PreviewRow({ bill }: { bill: PreviewBill }) {
  const t = useRunTexts()
  const [open, setOpen] = useState(false)
  const cycle = cycleText(bill.cycleStart, bill.cycleEnd)
  const name = `${bill.premisesLabel ?? ''} ${bill.ruleName ?? ''} ${cycle}`
  return (
    <tbody data-open={open}>
      <tr>
        <th scope="row">
          <button type="button" aria-expanded={open} aria-label={t('unfold', { name })} onClick={() => setOpen(!open)}>
            <ChevronRight size={14} aria-hidden />
            {bill.premisesLabel}
          </button>
        </th>
        <td>{bill.payerName ?? <span className="c-none">{t('noPayer')}</span>}</td>
        <td>{bill.ruleName}</td>
        <td>{cycle}</td>
        <td>{bill.dueOn}</td>
        <td>
          {bill.exists ? (
            <StatusTag tone="neutral">{t('exists')}</StatusTag>
          ) : (
            <StatusTag tone="info">{t('isNew')}</StatusTag>
          )}
        </td>
        <td>{formatFen(bill.amountFen)}</td>
      </tr>
      {open ? (
        <tr>
          <td colSpan={7}>
            <LineTable lines={bill.lines} label={name} />
          </td>
        </tr>
      ) : null}
    </tbody>
  )
}
