import { useLocale } from '@anju/ui'
import { Button, Segmented } from 'antd'
import { CircleCheck } from 'lucide-react'
import { useMemo, useState } from 'react'
import { StatusTag } from '../shell/show/StatusTag.tsx'
import { StatePage } from '../shell/states/StatePage.tsx'
import type { Import, ImportProblem } from './import-query.ts'
import { useImportsTexts } from './texts.ts'

type Level = 'all' | ImportProblem['severity']

/** What is wrong with which cell, errors first, in the words of the present language. */
export function ProblemsTable({ found }: { found: Import }) {
  const t = useImportsTexts()
  const { errorCount, warningCount } = found
  const [level, setLevel] = useState<Level>('all')
  const [rule, setRule] = useState<string | null>(null)
  const problems = useMemo(() => sorted(found.problems), [found.problems])
  const ofLevel = (one: { severity: ImportProblem['severity'] }) => level === 'all' || one.severity === level
  const shown = problems.filter(problem => ofLevel(problem) && (rule === null || problem.code === rule))
  const options = [
    { value: 'all' as const, label: t('check.all', { count: errorCount + warningCount }) },
    { value: 'error' as const, label: t('check.errors', { count: errorCount }) },
    { value: 'warning' as const, label: t('check.warnings', { count: warningCount }) },
  ]
  if (problems.length === 0) {
    return (
      <StatePage level="part" icon={CircleCheck} title={t('check.clean')}>
        {t('check.cleanText')}
      </StatePage>
    )
  }
  const cut = found.problems.length < errorCount + warningCount
  return (
    <>
      <div className="im-problems__head">
        <Segmented options={options} value={level} onChange={setLevel} aria-label={t('check.severity')} />
        <span>{t('check.legend')}</span>
      </div>
      <ByRule rules={found.rules.filter(ofLevel)} chosen={rule} choose={setRule} />
      {cut ? <p className="im-problems__cut">{t('check.first', { count: found.problems.length })}</p> : null}
      {shown.length === 0 ? <p className="im-problems__cut">{t('check.noneOfThese')}</p> : <Rows problems={shown} />}
    </>
  )
}

function sorted(problems: readonly ImportProblem[]): ImportProblem[] {
  const rank = ({ severity }: ImportProblem) => (severity === 'error' ? 0 : 1)
  return problems.toSorted((a, b) => rank(a) - rank(b))
}

interface ByRuleProps {
  rules: Import['rules']
  chosen: string | null
  choose: (code: string | null) => void
}

/** How often each rule spoke; one that is chosen shows its rows alone. */
function ByRule({ rules, chosen, choose }: ByRuleProps) {
  const t = useImportsTexts()
  const { locale } = useLocale()
  if (rules.length < 2) return null
  return (
    <table className="im-table im-problems" aria-label={t('check.byRule')}>
      <thead>
        <tr>
          <th scope="col">{t('check.severity')}</th>
          <th scope="col">{t('check.rule')}</th>
          <th scope="col" className="im-problem__row">
            {t('check.rows')}
          </th>
          <th scope="col" aria-label={t('check.onlyRule')} />
        </tr>
      </thead>
      <tbody>
        {rules.map(({ code, severity, rows, example }) => (
          <tr key={`${severity}:${code}`}>
            <td>
              <StatusTag tone={severity === 'error' ? 'danger' : 'warning'}>{t(`check.${severity}`)}</StatusTag>
            </td>
            <td className="im-problem__message">{t('check.example', { example: example[locale] })}</td>
            <td className="c-number im-problem__row">{rows.toLocaleString('en')}</td>
            <td>
              <Button size="small" type="link" onClick={() => choose(chosen === code ? null : code)}>
                {t(chosen === code ? 'check.allRules' : 'check.onlyRule')}
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Rows({ problems }: { problems: ImportProblem[] }) {
  const t = useImportsTexts()
  const { locale } = useLocale()
  return (
    <table className="im-table im-problems" aria-label={t('check.problems')}>
      <thead>
        <tr>
          <th scope="col">{t('check.severity')}</th>
          <th scope="col">{t('check.sheet')}</th>
          <th scope="col" className="im-problem__row">
            {t('check.row')}
          </th>
          <th scope="col">{t('check.cell')}</th>
          <th scope="col">{t('check.message')}</th>
        </tr>
      </thead>
      <tbody>
        {problems.map(({ severity, sheet, row, column, code, message }) => (
          <tr key={`${sheet}:${row}:${column}:${code}:${message.en}`}>
            <td>
              <StatusTag tone={severity === 'error' ? 'danger' : 'warning'}>{t(`check.${severity}`)}</StatusTag>
            </td>
            <td className="im-problem__sheet">{sheet}</td>
            <td className="c-number im-problem__row">{row}</td>
            <td>{column ?? '–'}</td>
            <td className="im-problem__message">{message[locale]}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
