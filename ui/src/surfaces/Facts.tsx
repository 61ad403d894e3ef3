import { Fragment, type ReactNode } from 'react'

/** Facts as a list of terms and values: a quiet label left, the value right. */
export function Facts({ facts }: { facts: readonly { term: string; value: ReactNode }[] }) {
  return (
    <dl className="aj-facts">
      {facts.map(fact => (
        <Fragment key={fact.term}>
          <dt>{fact.term}</dt>
          <dd>{fact.value}</dd>
        </Fragment>
      ))}
    </dl>
  )
}
