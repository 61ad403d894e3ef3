import { type CSSProperties, type Ref, useId } from 'react'
import { useKitTexts } from '../texts/kit-texts.ts'
import { FieldError, type FieldFrame } from './Field.tsx'

export interface CodeFieldProps extends Omit<FieldFrame, 'optional'> {
  value: string
  onChange: (code: string) => void
  /** Called once the last digit is in. */
  onComplete?: (code: string) => void
  length?: number
  disabled?: boolean
  autoFocus?: boolean
  ref?: Ref<HTMLInputElement>
}

/** A one-time code: one input over drawn cells, so that autofill from a message and paste work. */
export function CodeField(props: CodeFieldProps) {
  const { label, hint, error, value, onChange, onComplete, length = 6, disabled, autoFocus, ref } = props
  const t = useKitTexts()
  const id = useId()

  function change(raw: string): void {
    const code = raw.replaceAll(/\D/g, '').slice(0, length)
    if (code === value) return
    onChange(code)
    if (code.length === length) onComplete?.(code)
  }

  return (
    <div className="aj-field">
      <label className="aj-field__label" htmlFor={id}>
        {label}
      </label>
      <div className="aj-code" data-invalid={error ? '' : undefined}>
        <Cells value={value} length={length} />
        <input
          ref={ref}
          id={id}
          className="aj-code__input"
          type="text"
          inputMode="numeric"
          pattern="[0-9]*"
          autoComplete="one-time-code"
          enterKeyHint="done"
          maxLength={length}
          disabled={disabled}
          // biome-ignore lint/a11y/noAutofocus: it appears because its reader has just asked for a code
          autoFocus={autoFocus}
          value={value}
          aria-invalid={error ? true : undefined}
          aria-describedby={`${id}-count ${id}-hint ${id}-error`}
          onChange={event => change(event.target.value)}
        />
      </div>
      <span className="aj-hidden" id={`${id}-count`}>
        {t('digitsEntered', { count: value.length, length })}
      </span>
      <div className="aj-field__hint" id={`${id}-hint`}>
        {hint}
      </div>
      <FieldError id={`${id}-error`} error={error} />
    </div>
  )
}

function Cells({ value, length }: { value: string; length: number }) {
  const style = { '--aj-code-length': length } as CSSProperties
  return (
    <div className="aj-code__cells" style={style} aria-hidden="true">
      {Array.from({ length }, (_, place) => place).map(place => (
        <span
          key={place}
          className="aj-code__cell"
          data-active={place === Math.min(value.length, length - 1) ? '' : undefined}
        >
          {value[place]}
        </span>
      ))}
    </div>
  )
}
