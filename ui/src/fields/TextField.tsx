import type { ComponentProps, ReactNode } from 'react'
import { Field, type FieldFrame } from './Field.tsx'

export interface TextFieldProps
  extends FieldFrame,
    Omit<ComponentProps<'input'>, 'className' | 'id' | 'value' | 'onChange' | 'children'> {
  value: string
  onChange: (value: string) => void
  /** An icon or a fixed word in front of the text. */
  before?: ReactNode
  /** A button or a unit behind it. */
  after?: ReactNode
  /** Tabular digits. */
  digits?: boolean
}

/** One line of text. */
export function TextField(props: TextFieldProps) {
  const { label, hint, error, optional, value, onChange, before, after, digits, ...control } = props
  return (
    <Field label={label} hint={hint} error={error} optional={optional}>
      {links => (
        <div
          className="aj-input"
          data-invalid={error ? '' : undefined}
          data-disabled={control.disabled ? '' : undefined}
        >
          {before ? <span className="aj-input__before">{before}</span> : null}
          <input
            {...control}
            {...links}
            className={`aj-input__control${digits ? ' aj-input__control--number' : ''}`}
            value={value}
            onChange={event => onChange(event.target.value)}
          />
          {after ? <span className="aj-input__after">{after}</span> : null}
        </div>
      )}
    </Field>
  )
}
