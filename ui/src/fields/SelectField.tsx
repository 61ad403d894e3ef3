import { ChevronDown } from 'lucide-react'
import { useKitTexts } from '../texts/kit-texts.ts'
import { Field, type FieldFrame } from './Field.tsx'

export interface Choice<Value extends string> {
  value: Value
  label: string
  disabled?: boolean
}

export interface SelectFieldProps<Value extends string> extends FieldFrame {
  /** null where nothing is chosen yet. */
  value: Value | null
  onChange: (value: Value) => void
  choices: readonly Choice<Value>[]
  name?: string
  disabled?: boolean
}

/** The phone's own picker, dressed like the other fields. */
export function SelectField<Value extends string>(props: SelectFieldProps<Value>) {
  const { value, onChange, choices, name, disabled, ...frame } = props
  const t = useKitTexts()

  function change(chosen: string): void {
    const choice = choices.find(each => each.value === chosen)
    if (choice) onChange(choice.value)
  }

  return (
    <Field {...frame}>
      {links => (
        <div className="aj-input" data-invalid={frame.error ? '' : undefined} data-disabled={disabled ? '' : undefined}>
          <select
            {...links}
            className="aj-input__control aj-input__control--select"
            name={name}
            disabled={disabled}
            value={value ?? ''}
            data-empty={value === null ? '' : undefined}
            onChange={event => change(event.target.value)}
          >
            {value === null ? (
              <option value="" disabled>
                {t('choose')}
              </option>
            ) : null}
            {choices.map(choice => (
              <option key={choice.value} value={choice.value} disabled={choice.disabled}>
                {choice.label}
              </option>
            ))}
          </select>
          <ChevronDown className="aj-input__arrow" aria-hidden="true" />
        </div>
      )}
    </Field>
  )
}
