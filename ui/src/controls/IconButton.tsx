import type { ComponentProps, ReactNode } from 'react'

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'className' | 'aria-label' | 'children'> {
  /** What it does, for those who do not see the icon. */
  label: string
  icon: ReactNode
}

/** A round button that shows only an icon, 44 px at least. */
export function IconButton({ label, icon, ...rest }: IconButtonProps) {
  return (
    <button type="button" {...rest} className="aj-icon-button" aria-label={label} title={label}>
      {icon}
    </button>
  )
}
