import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react'

export interface Tab<Key extends string> {
  key: Key
  label: string
  /** How many things it holds, where that is known. */
  count?: number
}

export interface TabsProps<Key extends string> {
  label: string
  tabs: readonly Tab<Key>[]
  value: Key
  onChange: (key: Key) => void
  /** The content of the chosen tab. */
  children: ReactNode
}

const STEPS: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1 }

/** Views of one page, one shown at a time. Arrow keys move, as the ARIA pattern says. */
export function Tabs<Key extends string>({ label, tabs, value, onChange, children }: TabsProps<Key>) {
  const id = useId()
  const list = useRef<HTMLDivElement>(null)

  function move(event: KeyboardEvent): void {
    const step = STEPS[event.key]
    if (!step) return
    event.preventDefault()
    const index = (tabs.findIndex(tab => tab.key === value) + step + tabs.length) % tabs.length
    const next = tabs[index]
    if (!next) return
    onChange(next.key)
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[index]?.focus()
  }

  return (
    <>
      <div className="aj-tabs" role="tablist" aria-label={label} ref={list} onKeyDown={move}>
        {tabs.map(tab => (
          <button
            key={tab.key}
            type="button"
            className="aj-tabs__tab"
            role="tab"
            id={`${id}-${tab.key}`}
            aria-selected={tab.key === value}
            aria-controls={`${id}-panel`}
            tabIndex={tab.key === value ? 0 : -1}
            onClick={() => onChange(tab.key)}
          >
            {tab.label}
            {tab.count === undefined ? null : <span className="aj-tabs__count">{tab.count}</span>}
          </button>
        ))}
      </div>
      <div className="aj-stack aj-tab-panel" role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${value}`}>
        {children}
      </div>
    </>
  )
}
