import { type ReactNode, useId } from 'react'

export interface CardProps {
  title?: string
  /** A small link or button at the right of the title. */
  action?: ReactNode
  /** Without inner margins, for rows that reach the edges. */
  flush?: boolean
  children: ReactNode
}

/** A white surface that holds one thing. With a title it is a named region. */
export function Card({ title, action, flush, children }: CardProps) {
  const id = useId()
  const className = flush ? 'aj-card aj-card--flush' : 'aj-card'
  if (!title) return <div className={className}>{children}</div>
  return (
    <section className={className} aria-labelledby={id}>
      <div className="aj-card__head">
        <h2 className="aj-card__title" id={id}>
          {title}
        </h2>
        {action}
      </div>
      {children}
    </section>
  )
}

export interface SectionProps {
  title: string
  /** A sentence beside the title. */
  note?: string
  children: ReactNode
}

/** A group of cards or rows under a quiet heading. */
export function Section({ title, note, children }: SectionProps) {
  const id = useId()
  return (
    <section className="aj-section" aria-labelledby={id}>
      <div className="aj-section__head">
        <h2 className="aj-section__title" id={id}>
          {title}
        </h2>
        {note ? <p>{note}</p> : null}
      </div>
      {children}
    </section>
  )
}

/** Things on top of each other with even distances. */
export function Stack({ gap = 'normal', children }: { gap?: 'tight' | 'normal' | 'wide'; children: ReactNode }) {
  return <div className={gap === 'normal' ? 'aj-stack' : `aj-stack aj-stack--${gap}`}>{children}</div>
}
