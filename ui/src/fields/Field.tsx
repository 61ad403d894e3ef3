import { CircleAlert } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { useKitTexts } from '../texts/kit-texts.ts'

/** What every field has around its control. */
export interface FieldFrame {
  label: string
  hint?: ReactNode
  /** What is wrong with the value, as a plain sentence. */
  error?: string | null | false
  /** Says 选填 beside the label. */
  optional?: boolean
}

/** What the control must carry so that label, hint and error are read with it. */
export interface ControlLinks {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
}

export interface FieldProps extends FieldFrame {
  children: (links: ControlLinks) => ReactNode
}

/** Label on top, then the control, then the hint, then the error. */
export function Field({ label, hint, error, optional, children }: FieldProps) {
  const t = useKitTexts()
  const id = useId()
  const hintId = `${id}-hint`
  const errorId = `${id}-error`
  const describedBy = [hint ? hintId : '', error ? errorId : ''].filter(Boolean).join(' ')
  return (
    <div className="aj-field">
      <label className="aj-field__label" htmlFor={id}>
        {label}
        {optional ? <span className="aj-field__optional">{t('optional')}</span> : null}
      </label>
      {children({ id, 'aria-describedby': describedBy || undefined, 'aria-invalid': error ? true : undefined })}
      {hint ? (
        <div className="aj-field__hint" id={hintId}>
          {hint}
        </div>
      ) : null}
      <FieldError id={errorId} error={error} />
    </div>
  )
}

/** The place of an error: always there, so that a screen reader announces what appears in it. */
export function FieldError({ id, error }: { id: string; error?: string | null | false }) {
  return (
    <div id={id} aria-live="polite" className={error ? 'aj-field__error' : 'aj-hidden'}>
      {error ? (
        <>
          <CircleAlert aria-hidden="true" />
          <span>{error}</span>
        </>
      ) : null}
    </div>
  )
}
