import { useLayoutEffect, useRef } from 'react'
import { Field, type FieldFrame } from './Field.tsx'
import { phoneDigits, spacedPhone } from './phone-digits.ts'

export interface PhoneFieldProps extends FieldFrame {
  /** Digits only. */
  value: string
  onChange: (digits: string) => void
  name?: string
  autoFocus?: boolean
  readOnly?: boolean
}

/** A mainland mobile number, shown in groups 3-4-4, given as digits. */
export function PhoneField({ value, onChange, name = 'phone', autoFocus, readOnly, ...frame }: PhoneFieldProps) {
  const input = useRef<HTMLInputElement>(null)
  const digitsBeforeCaret = useRef<number | null>(null)
  const shown = spacedPhone(value)

  // Grouping moves characters; the caret has to stay behind the digit it was behind.
  useLayoutEffect(() => {
    const count = digitsBeforeCaret.current
    digitsBeforeCaret.current = null
    if (count === null || !input.current) return
    const position = caretAfter(shown, count)
    input.current.setSelectionRange(position, position)
  }, [shown])

  function change(raw: string, caret: number | null): void {
    digitsBeforeCaret.current = raw.slice(0, caret ?? raw.length).replaceAll(/\D/g, '').length
    onChange(phoneDigits(raw))
  }

  return (
    <Field {...frame}>
      {links => (
        <div className="aj-input" data-invalid={frame.error ? '' : undefined}>
          <span className="aj-input__before">
            <span className="aj-input__prefix">+86</span>
          </span>
          <input
            {...links}
            ref={input}
            className="aj-input__control aj-input__control--number"
            type="tel"
            inputMode="tel"
            autoComplete="tel-national"
            name={name}
            // biome-ignore lint/a11y/noAutofocus: a page with one purpose starts in its first field
            autoFocus={autoFocus}
            readOnly={readOnly}
            value={shown}
            onChange={event => change(event.target.value, event.target.selectionStart)}
          />
        </div>
      )}
    </Field>
  )
}

function caretAfter(shown: string, digits: number): number {
  let position = 0
  for (let seen = 0; position < shown.length && seen < digits; position++) {
    if (/\d/.test(shown[position] ?? '')) seen++
  }
  return position
}
