import { App, Button, Input, Select } from 'antd'
import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { DateField } from '../../billing/DateField.tsx'
import { FailureAlert } from '../../shell/states/FailureAlert.tsx'
import type { Import } from '../import-query.ts'
import { ControlHead, Figures, LineName } from './ControlTable.tsx'
import {
  CONTROL_PARTS,
  type Control,
  type DraftLine,
  draftOf,
  linesOf,
  problemOf,
  UNIT_SIGNS,
  unitOfPart,
} from './control-draft.ts'
import { useControlTexts } from './texts.ts'
import { useEnterControl } from './useControl.ts'

interface ControlFormProps {
  found: Import
  control: Control
  done: () => void
  cancel: (() => void) | null
}

/** The former system's report typed in beside the file; the file's numbers are shown, never copied. */
export function ControlForm({ found, control, done, cancel }: ControlFormProps) {
  const t = useControlTexts()
  const { message } = App.useApp()
  const [lines, setLines] = useState(() => draftOf(control))
  const [asOfOn, setAsOfOn] = useState(control.asOfOn)
  const [tried, setTried] = useState(false)
  const enter = useEnterControl(found)
  const change = (key: number, part: Partial<DraftLine>) =>
    setLines(all => all.map(line => (line.key === key ? { ...line, ...part } : line)))
  const add = () => setLines(withOneMore)
  const filled = linesOf(lines)
  const wrong = lines.some(line => problemOf(line) !== null)
  const saved = () => {
    message.success(t('saved'))
    done()
  }
  const save = () => {
    setTried(true)
    if (wrong || !asOfOn || filled.length === 0) return
    enter.mutate({ version: control.version, asOfOn, lines: filled }, { onSuccess: saved })
  }
  const hint = tried && !asOfOn ? t('needDate') : tried && filled.length === 0 ? t('needLine') : t('asOfHint')
  return (
    <>
      <FailureAlert error={enter.error} />
      <div className="im-control__scroll">
        <table className="im-table im-control">
          <ControlHead sides={['legacy', 'file']} last />
          <tbody>
            {lines.map(line => (
              <FormRow
                key={line.key}
                line={line}
                file={control.lines[line.key]?.file ?? null}
                tried={tried}
                change={part => change(line.key, part)}
                remove={() => setLines(all => all.filter(other => other.key !== line.key))}
              />
            ))}
          </tbody>
        </table>
      </div>
      <div className="im-control__foot">
        <Button icon={<Plus size={14} aria-hidden />} onClick={add}>
          {t('addLine')}
        </Button>
        <label className="im-control__date" htmlFor="im-control-date">
          {t('asOf')}
        </label>
        <DateField id="im-control-date" value={asOfOn} onChange={setAsOfOn} label={t('asOf')} />
        <span className={tried && (!asOfOn || filled.length === 0) ? 'im-control__bad' : 'im-control__hint'}>
          {hint}
        </span>
        <span className="im-control__verdict" />
        {cancel ? <Button onClick={cancel}>{t('cancel')}</Button> : null}
        <Button type="primary" loading={enter.isPending} onClick={save}>
          {t('save')}
        </Button>
      </div>
    </>
  )
}

function withOneMore(lines: DraftLine[]): DraftLine[] {
  const key = Math.max(-1, ...lines.map(line => line.key)) + 1
  const part = lines[0]?.part ?? 'arrears'
  return [...lines, { key, part, itemName: '', year: '', count: '', yuan: '', unit: unitOfPart(part), added: true }]
}

interface FormRowProps {
  line: DraftLine
  file: Control['lines'][number]['file']
  tried: boolean
  change: (part: Partial<DraftLine>) => void
  remove: () => void
}

function FormRow({ line, file, tried, change, remove }: FormRowProps) {
  const t = useControlTexts()
  const problem = tried ? problemOf(line) : null
  const named = { part: t(`part.${line.part}`), item: line.itemName || t('general'), year: line.year }
  return (
    <tr>
      {line.added ? (
        <AddedName line={line} change={change} problem={problem} />
      ) : (
        <LineName line={{ ...line, year: Number(line.year || 0) }} />
      )}
      <td className="im-control__number">
        <Input
          size="small"
          inputMode="numeric"
          aria-label={t('countOf', named)}
          status={problem === 'count' ? 'error' : ''}
          value={line.count}
          onChange={event => change({ count: event.target.value })}
        />
      </td>
      <td className="im-control__number">
        <Input
          size="small"
          inputMode="decimal"
          aria-label={t('amountOf', named)}
          status={problem === 'yuan' ? 'error' : ''}
          suffix={UNIT_SIGNS[line.unit]}
          value={line.yuan}
          onChange={event => change({ yuan: event.target.value })}
        />
        {problem ? <span className="im-control__bad">{t(`problem.${problem}`)}</span> : null}
      </td>
      <Figures of={file} unit={line.unit} />
      <td>
        {line.added ? (
          <Button
            size="small"
            type="text"
            icon={<X size={14} aria-hidden />}
            aria-label={t('removeLine')}
            onClick={remove}
          />
        ) : null}
      </td>
    </tr>
  )
}

function AddedName({
  line,
  change,
  problem,
}: Pick<FormRowProps, 'line' | 'change'> & { problem: ReturnType<typeof problemOf> }) {
  const t = useControlTexts()
  return (
    <>
      <td>
        <Select
          size="small"
          aria-label={t('part')}
          className="im-control__part"
          value={line.part}
          onChange={part => change({ part, unit: unitOfPart(part) })}
          options={CONTROL_PARTS.map(value => ({ value, label: t(`part.${value}`) }))}
        />
      </td>
      <td>
        <Input
          size="small"
          aria-label={t('item')}
          status={problem === 'item' ? 'error' : ''}
          value={line.itemName}
          onChange={event => change({ itemName: event.target.value })}
        />
      </td>
      <td>
        <Input
          size="small"
          inputMode="numeric"
          aria-label={t('year')}
          status={problem === 'year' ? 'error' : ''}
          value={line.year}
          onChange={event => change({ year: event.target.value.trim() })}
        />
      </td>
    </>
  )
}
