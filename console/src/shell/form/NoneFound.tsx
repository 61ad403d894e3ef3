import type { ReactNode } from 'react'

interface NoneFoundProps {
  /** Of the select's input, where it is known. */
  selectId?: string | undefined
  children: ReactNode
}

/**
 * Why a select has nothing to choose from. Its list is a listbox even then, which holds options only, and its input points at one that
 * is called so.
 */
export function NoneFound({ selectId, children }: NoneFoundProps) {
  return (
    <span
      role="option"
      aria-disabled="true"
      aria-selected={false}
      tabIndex={-1}
      id={selectId ? `${selectId}_list_-1` : undefined}
      className="c-none-found"
    >
      {children}
    </span>
  )
}
