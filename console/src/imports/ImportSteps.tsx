import { Link } from '@tanstack/react-router'
import { Check, LoaderCircle, TriangleAlert, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { sumOf } from './counts.ts'
import type { Import, ImportState } from './import-query.ts'
import { useImportsTexts } from './texts.ts'
import './steps.css'

export const STEPS = ['mapping', 'check', 'result'] as const
export type Step = (typeof STEPS)[number]

/** The step of the address, or the one that the import stands at; when no sheet was recognised, a person has to say what they are. */
export function stepOf({ state, sheets }: Pick<Import, 'state' | 'sheets'>, asked: string | undefined): Step {
  const named = STEPS.find(step => step === asked)
  if (named) return named
  if (['committing', 'committed', 'reverting', 'reverted'].includes(state)) return 'result'
  return state === 'planned' && !sheets.some(isUsed) ? 'mapping' : 'check'
}

function isUsed({ kind }: Import['sheets'][number]): boolean {
  return kind !== null
}

type Mark = 'done' | 'flawed' | 'busy' | 'failed' | 'open'

/** 对应 → 预检 → 写入: where it stands, and the way to each step. */
export function ImportSteps({ found, step }: { found: Import; step: Step }) {
  const t = useImportsTexts()
  const notes = useNotes(found)
  const marks = marksOf(found)
  return (
    <nav aria-label={t('steps')}>
      <ol className="im-steps">
        {STEPS.map((one, index) => (
          <li key={one}>
            <Link
              to="."
              search={search => ({ ...search, step: one })}
              replace
              className="im-step"
              data-mark={marks[one]}
              aria-current={one === step ? 'step' : undefined}
            >
              <span className="im-step__mark" aria-hidden>
                {faceOf(marks[one], index + 1)}
              </span>
              <span className="im-step__words">
                <strong>{t(`step.${one}`)}</strong>
                <small>{notes[one]}</small>
              </span>
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  )
}

function faceOf(mark: Mark, number: number): ReactNode {
  if (mark === 'done') return <Check size={14} />
  if (mark === 'failed') return <X size={14} />
  if (mark === 'flawed') return <TriangleAlert size={13} />
  if (mark === 'busy') return <LoaderCircle size={14} className="c-turning" />
  return number
}

function marksOf({ state, errorCount, sheets }: Import): Record<Step, Mark> {
  const mapped = sheets.some(isUsed) ? 'done' : 'flawed'
  const checked = errorCount > 0 ? 'flawed' : 'done'
  const marks: Record<ImportState, [Mark, Mark, Mark]> = {
    reading: ['open', 'busy', 'open'],
    planned: [mapped, checked, 'open'],
    failed: ['open', 'failed', 'open'],
    cancelled: ['open', 'open', 'open'],
    committing: ['done', checked, 'busy'],
    committed: ['done', checked, 'done'],
    reverting: ['done', checked, 'busy'],
    reverted: ['done', checked, 'open'],
  }
  const [mapping, check, result] = marks[state]
  return { mapping, check, result }
}

function useNotes(found: Import): Record<Step, string> {
  const t = useImportsTexts()
  const { state, sheets, errorCount, warningCount } = found
  const used = sheets.filter(isUsed).length
  const problems = errorCount + warningCount
  const check = () => {
    if (state === 'reading') return t('step.reading')
    if (state === 'failed') return t('step.failed')
    if (state === 'cancelled') return t('step.cancelled')
    return problems === 0 ? t('step.checkClean') : t('step.checkNote', { errors: errorCount, warnings: warningCount })
  }
  const result = () => {
    if (state === 'committing') return t('step.writing')
    if (state === 'reverting') return t('step.reverting')
    if (state === 'reverted') return t('step.reverted')
    return state === 'committed' ? t('step.resultDone', { count: sumOf(found.counts).create }) : t('step.resultNone')
  }
  return {
    mapping: sheets.length > 0 ? t('step.mappingNote', { used, all: sheets.length }) : '–',
    check: check(),
    result: result(),
  }
}
