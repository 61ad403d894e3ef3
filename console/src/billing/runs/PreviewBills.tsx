import { formatFen } from '@anju/ui'
import { Segmented } from 'antd'
import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { StatusTag, type Tone } from '../../shell/show/StatusTag.tsx'
import { cycleText } from '../cycle-text.ts'
import { LineTable } from '../LineTable.tsx'
import { Exceptions } from './Exceptions.tsx'
import type { Preview } from './run.ts'
import { useRunTexts } from './texts.ts'

type PreviewBill = Preview['bills'][number]
export type Show = 'all' | 'new' | 'changes' | 'same' | 'exceptions'

const keyOf = (bill: PreviewBill) =>
  `${bill.premisesId} ${bill.ruleId} ${bill.cycleStart} ${bill.change} ${bill.payerName}`

interface PreviewBillsProps {
  preview: Preview
  show: Show
  /** Which bills are asked for. */
  setShow: (show: Show) => void
}

/** What a run would give: its bills, each unfolding to lines with their arithmetic, and the exceptions. */
export function PreviewBills({ preview, show, setShow }: PreviewBillsProps) {
  const t = useRunTexts()
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
            { value: 'changes', label: t('showChanges') },
            { value: 'same', label: t('tally.same') },
            { value: 'exceptions', label: t('showExceptions', { count: exceptions.length }) },
          ]}
          aria-label={t('show')}
        />
      </h2>
      {show === 'exceptions' ? (
        <Exceptions exceptions={exceptions} count={exceptions.length} />
      ) : (
        <BillTable preview={preview} show={show} />
      )}
    </section>
  )
}

/** How many bills there are of those that are asked for. */
function countOf({ compared }: Preview, show: Show): number {
  const { new: fresh, changed, gone, same, correction } = compared
  const changes = changed.count + gone.count + correction.count
  if (show === 'new') return fresh.count
  if (show === 'same') return same.count
  return show === 'changes' ? changes : fresh.count + same.count + changes
}

function BillTable({ preview, show }: { preview: Preview; show: Show }) {
  const t = useRunTexts()
  const { bills } = preview
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
      {bills.length < countOf(preview, show) ? (
        <p className="c-run__words">
          {t('cut', { shown: bills.length, count: countOf(preview, show).toLocaleString('en') })}
        </p>
      ) : null}
    </>
  )
}

const TONES: Record<PreviewBill['change'], Tone> = {
  new: 'info',
  changed: 'warning',
  gone: 'danger',
  same: 'neutral',
  red: 'danger',
  blue: 'info',
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
          <StatusTag tone={TONES[bill.change]}>{t(`change.${bill.change}`)}</StatusTag>
          {bill.because && bill.because.length > 0 ? (
            <small className="c-preview__why">
              {bill.because.map(reason => t(`because.${reason as 'price'}`)).join(t('comma'))}
            </small>
          ) : null}
        </td>
        <td>
          {bill.beforeFen === null ? null : (
            <small className="c-preview__before">{t('before', { sum: formatFen(bill.beforeFen) })}</small>
          )}
          {formatFen(bill.amountFen)}
        </td>
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
