import { type ReactNode, useId } from 'react'

export interface SwitchRowProps {
  title: string
  description?: string
  lead?: ReactNode
  checked: boolean
  onChange: (checked: boolean) => void
  disabled?: boolean
}

/** A row of a List that turns something on or off at once. */
export function SwitchRow({ title, description, lead, checked, onChange, disabled }: SwitchRowProps) {
  const id = useId()
  return (
    <li>
      <label className="aj-row" htmlFor={id}>
        {lead ? <span className="aj-row__lead">{lead}</span> : null}
        <span className="aj-row__main">
          <span className="aj-row__title">{title}</span>
          {description ? (
            <span className="aj-row__description" id={`${id}-description`}>
              {description}
            </span>
          ) : null}
        </span>
        <input
          id={id}
          className="aj-switch"
          type="checkbox"
          role="switch"
          aria-checked={checked}
          aria-label={title}
          aria-describedby={description ? `${id}-description` : undefined}
          checked={checked}
          disabled={disabled}
          onChange={event => onChange(event.target.checked)}
        />
      </label>
    </li>
  )
}
