import { useLocale } from '@anju/ui'
import { App, Button, Input } from 'antd'
import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { PremisesSelect } from '../../billing/rules/PremisesSelect.tsx'
import { FailureAlert } from '../../shell/states/FailureAlert.tsx'
import type { Import } from '../import-query.ts'
import { type DebtorDraft, type Debtors, draftOf, linesOf, MOST_TYPED, problemOf } from './debtors-draft.ts'
import { useDebtorsTexts } from './debtors-texts.ts'
import { useEnterDebtors } from './useDebtors.ts'

interface DebtorsFormProps {
  found: Import
  list: Debtors
  version: number
  close: () => void
}

/** The list typed line by line beside the debtors of the file; what the server finds wrong stands at its line. */
export function DebtorsForm({ found, list, version, close }: DebtorsFormProps) {
  const t = useDebtorsTexts()
  const { locale } = useLocale()
  const { message } = App.useApp()
  const [lines, setLines] = useState(() => draftOf(list))
  const [tried, setTried] = useState(false)
  const [said, setSaid] = useState<ReadonlyMap<number, string>>(new Map())
  const enter = useEnterDebtors(found)
  const change = (key: number, part: Partial<DebtorDraft>) =>
    setLines(all => all.map(line => (line.key === key ? { ...line, ...part } : line)))
  const save = () => {
    setTried(true)
    const sent = linesOf(lines)
    if (sent.lines.length === 0 || lines.some(line => problemOf(line) !== null)) return
    enter.mutate(
      { version, lines: sent.lines },
      {
        onSuccess: answer => {
          setSaid(new Map(answer.problems.map(({ row, message: words }) => [sent.keys[row - 1] ?? -1, words[locale]])))
          if (!answer.kept) return
          void message.success(t('kept'))
          close()
        },
      },
    )
  }
  return (
    <>
      <p className="im-quiet im-control__text">{t('typeText')}</p>
      <FailureAlert error={enter.error} />
      <div className="im-control__scroll im-debtors__table">
        <table className="im-table im-control">
          <Head />
          <tbody>
            {lines.map((line, index) => (
              <FormRow
                key={line.key}
                line={line}
                row={index + 1}
                communityId={found.communityId}
                problem={tried ? problemOf(line) : null}
                said={said.get(line.key) ?? null}
                change={part => change(line.key, part)}
                remove={() => setLines(all => all.filter(other => other.key !== line.key))}
              />
            ))}
          </tbody>
        </table>
      </div>
      <div className="im-control__foot">
        <Button
          icon={<Plus size={14} aria-hidden />}
          disabled={lines.length >= MOST_TYPED}
          onClick={() => setLines(withOneMore)}
        >
          {t('addLine')}
        </Button>
        <span className="im-control__verdict" />
        <Button onClick={close}>{t('cancel')}</Button>
        <Button type="primary" loading={enter.isPending} onClick={save}>
          {t('save')}
        </Button>
      </div>
    </>
  )
}

function withOneMore(lines: DebtorDraft[]): DebtorDraft[] {
  const key = Math.max(-1, ...lines.map(line => line.key)) + 1
  return [...lines, { key, premisesId: '', label: '', debtor: '', itemName: '', year: '', count: '', yuan: '' }]
}

function Head() {
  const t = useDebtorsTexts()
  return (
    <thead>
      <tr>
        <th scope="col">{t('home')}</th>
        <th scope="col">{t('debtor')}</th>
        <th scope="col">{t('item')}</th>
        <th scope="col">{t('year')}</th>
        <th scope="col">{t('count')}</th>
        <th scope="col">{t('amount')}</th>
        <th scope="col" aria-label={t('removeLine', { row: '' })} />
      </tr>
    </thead>
  )
}

interface FormRowProps {
  line: DebtorDraft
  row: number
  communityId: string
  problem: ReturnType<typeof problemOf>
  said: string | null
  change: (part: Partial<DebtorDraft>) => void
  remove: () => void
}

const TYPED = [
  { field: 'debtor', label: 'debtorOf', mode: 'text' },
  { field: 'itemName', label: 'itemOf', mode: 'text' },
  { field: 'year', label: 'yearOf', mode: 'numeric' },
  { field: 'count', label: 'countOf', mode: 'numeric' },
  { field: 'yuan', label: 'amountOf', mode: 'decimal' },
] as const

function FormRow({ line, row, communityId, problem, said, change, remove }: FormRowProps) {
  const t = useDebtorsTexts()
  return (
    <tr>
      <td>
        {line.label || (
          <span className="im-debtors__home">
            <label htmlFor={`im-debtor-${line.key}`} className="im-control__hint">
              {t('homeOf', { row })}
            </label>
            <PremisesSelect
              id={`im-debtor-${line.key}`}
              communityId={communityId}
              {...(line.premisesId ? { value: line.premisesId } : {})}
              onChange={premisesId => change({ premisesId })}
            />
          </span>
        )}
        {problem === 'home' ? <span className="im-control__bad">{t('problem.home')}</span> : null}
        {said ? <span className="im-control__bad">{said}</span> : null}
      </td>
      {TYPED.map(({ field, label, mode }) => (
        <td key={field}>
          <Input
            size="small"
            inputMode={mode}
            maxLength={100}
            aria-label={t(label, { row })}
            status={problem === field ? 'error' : ''}
            value={line[field]}
            onChange={event => change({ [field]: event.target.value })}
          />
          {problem === field ? <span className="im-control__bad">{t(`problem.${field}`)}</span> : null}
        </td>
      ))}
      <td>
        <Button
          size="small"
          type="text"
          icon={<X size={14} aria-hidden />}
          aria-label={t('removeLine', { row })}
          onClick={remove}
        />
      </td>
    </tr>
  )
}
