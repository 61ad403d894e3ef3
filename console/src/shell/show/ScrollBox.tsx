import type { CSSProperties, ReactNode } from 'react'

interface ScrollBoxProps {
  /** Of what is inside. */
  label: string
  className: string
  style?: CSSProperties
  children: ReactNode
}

/** What scrolls where the window is narrow: reached and scrolled by the keyboard, too (WCAG 2.1.1). */
export function ScrollBox({ label, className, style, children }: ScrollBoxProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={className} style={style} aria-label={label} tabIndex={0}>
      {children}
    </section>
  )
}
