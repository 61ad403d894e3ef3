import type { ReactNode } from 'react'

interface FactListProps {
  facts: readonly (readonly [name: string, value: ReactNode])[]
  /** `<Fact>`s below them. */
  children?: ReactNode
}

/** What is known of a record, each under its name. */
export function FactList({ facts, children }: FactListProps) {
  return (
    <dl className="c-facts">
      {facts.map(([name, value]) => (
        <Fact key={name} name={name}>
          {value}
        </Fact>
      ))}
      {children}
    </dl>
  )
}

/** One fact of a `<dl className="c-facts">`; a dash says that it is not known. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  const unknown = children === null || children === undefined || children === ''
  return (
    <div>
      <dt>{name}</dt>
      <dd>{unknown ? '–' : children}</dd>
    </div>
  )
}
