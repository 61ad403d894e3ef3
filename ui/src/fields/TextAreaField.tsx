import type { ComponentProps } from 'react'
import { Field, type FieldFrame } from './Field.tsx'

export interface TextAreaFieldProps
  extends FieldFrame,
    Omit<ComponentProps<'textarea'>, 'className' | 'id' | 'value' | 'onChange' | 'children'> {
  value: string
  onChange: (value: string) => void
}

/** Several lines; grows with its text, counts where there is a limit. */
export function TextAreaField({ label, hint, error, optional, value, onChange, ...control }: TextAreaFieldProps) {
  return (
    <Field label={label} hint={hint} error={error} optional={optional}>
      {links => (
        <>
          <div
            className="aj-input"
            data-invalid={error ? '' : undefined}
            data-disabled={control.disabled ? '' : undefined}
          >
            <textarea
              {...control}
              {...links}
              className="aj-input__control aj-input__control--area"
              value={value}
              onChange={event => onChange(event.target.value)}
            />
          </div>
          {control.maxLength ? (
            <span className="aj-field__count" aria-hidden="true">
              {value.length} / {control.maxLength}
            </span>
          ) : null}
        </>
      )}
    </Field>
  )
}
