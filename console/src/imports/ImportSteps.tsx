import { Link } from '@tanstack/react-router'
import { Check, LoaderCircle, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { sumOf } from './counts.ts'
import type { Import, ImportState } from './import-query.ts'
import { useImportsTexts } from './texts.ts'

export const STEPS = ['mapping', 'check', 'result'] as const
export type Step = (typeof STEPS)[number]

/** The step of the address, or the one that the import stands at. */
export function stepOf(state: ImportState, asked: string | undefined): Step {
  const named = STEPS.find(step => step === asked)
  return named ?? (state === 'committing' || state === 'committed' ? 'result' : 'check')
}

type Mark = 'done' | 'busy' | 'failed' | 'open'

/** 对应 → 预检 → 写入: where it stands, and the way to each step. */
export function ImportSteps({ found, step }: { found: Import; step: Step }) {
  const t = useImportsTexts()
  const notes = useNotes(found)
  const marks = marksOf(found.state)
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
              // The router sets aria-current="page" for a link to the page one is on; here only the chosen step counts.
              activeProps={{ 'aria-current': one === step ? 'step' : undefined }}
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
  if (mark === 'busy') return <LoaderCircle size={14} className="c-turning" />
  return number
}

function marksOf(state: ImportState): Record<Step, Mark> {
  const marks: Record<ImportState, [Mark, Mark, Mark]> = {
    reading: ['open', 'busy', 'open'],
    planned: ['done', 'done', 'open'],
    failed: ['open', 'failed', 'open'],
    committing: ['done', 'done', 'busy'],
    committed: ['done', 'done', 'done'],
  }
  const [mapping, check, result] = marks[state]
  return { mapping, check, result }
}

function useNotes(found: Import): Record<Step, string> {
  const t = useImportsTexts()
  const { state, sheets, errorCount, warningCount } = found
  const used = sheets.filter(sheet => sheet.kind !== null).length
  const problems = errorCount + warningCount
  const check = () => {
    if (state === 'reading') return t('step.reading')
    if (state === 'failed') return t('step.failed')
    return problems === 0 ? t('step.checkClean') : t('step.checkNote', { errors: errorCount, warnings: warningCount })
  }
  const result = () => {
    if (state === 'committing') return t('step.writing')
    return state === 'committed' ? t('step.resultDone', { count: sumOf(found.counts).create }) : t('step.resultNone')
  }
  return {
    mapping: sheets.length > 0 ? t('step.mappingNote', { used, all: sheets.length }) : '–',
    check: check(),
    result: result(),
  }
}
