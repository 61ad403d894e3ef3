import type { ReactNode } from 'react'

/** The frame of a list page: header, filters and table, as high as the window, so that the table scrolls and not the page. */
export function ListPage({ children }: { children: ReactNode }) {
  return <div className="c-page c-page--list">{children}</div>
}
