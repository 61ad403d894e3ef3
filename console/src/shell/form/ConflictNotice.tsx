import { comma } from '@anju/ui'
import { GitMerge } from 'lucide-react'
import type { ReactNode } from 'react'
import { useConsoleTexts } from '../../texts/texts.ts'
import type { DifferingField } from './conflict.ts'
import type { Conflicts, OpenConflict } from './useConflict.ts'

interface ConflictNoticeProps<Values> {
  conflict: OpenConflict
  conflicts: Pick<Conflicts<Values>, 'labels' | 'show'>
}

/** Somebody else saved first: per field theirs or mine, then save again. Nothing that was typed is lost. */
export function ConflictNotice<Values>({ conflict, conflicts }: ConflictNoticeProps<Values>) {
  const t = useConsoleTexts()
  const { fields, chosen, choose } = conflict
  return (
    <section className="c-conflict" role="alert" aria-label={t('form.conflictTitle')}>
      <h3>
        <GitMerge size={16} aria-hidden /> {t('form.conflictTitle')}
      </h3>
      <p>{fields.length === 0 ? t('form.conflictNone') : t('form.conflictText')}</p>
      {fields.map(one => (
        <fieldset key={one.field}>
          <legend>{conflicts.labels[one.field as keyof Values & string] ?? one.field}</legend>
          {(['theirs', 'mine'] as const).map(side => (
            <label key={side} className="c-conflict__side">
              <input
                type="radio"
                name={`conflict-${one.field}`}
                checked={chosen[one.field] === side}
                onChange={() => choose(one.field, side)}
              />
              <span className="c-conflict__whose">{t(`form.${side}`)}</span>
              <span className="c-conflict__value">{sideOf(one, side, conflicts.show as Show | undefined)}</span>
            </label>
          ))}
        </fieldset>
      ))}
    </section>
  )
}

type Show = (field: string, value: unknown) => ReactNode

function sideOf(one: DifferingField, side: 'theirs' | 'mine', show: Show | undefined): ReactNode {
  const value = one[side]
  const shown = show?.(one.field, value)
  return shown === undefined ? <Usual value={value} /> : shown
}

function Usual({ value }: { value: unknown }) {
  const t = useConsoleTexts()
  if (value === undefined || value === null || value === '') return <span className="c-none">{t('form.nothing')}</span>
  if (typeof value === 'boolean') return <>{t(value ? 'form.yes' : 'form.no')}</>
  if (Array.isArray(value))
    return <>{value.length ? value.join(comma()) : <span className="c-none">{t('form.nothing')}</span>}</>
  return <>{typeof value === 'object' ? JSON.stringify(value) : String(value)}</>
}
