import { type AnchorHTMLAttributes, type MouseEvent, useEffect } from 'react'
import { fillPath } from './paths.ts'
import { type Params, type Search, useWhereabouts } from './place.ts'

interface Address {
  to: string
  params?: Params
  search?: Search
}

export interface AppLinkProps extends Address, Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> {
  /** Going back then leads to the page before this one. */
  replace?: boolean
  /** It is the current page only there, not on the pages below. */
  exact?: boolean
}

/** A link to a page of the app; its code is fetched when a finger comes near. */
export function AppLink(props: AppLinkProps) {
  const { to, params, search, replace, exact, onClick, onPointerEnter, onFocus, ...anchor } = props
  const { place, way, pages } = useWhereabouts()
  const href = way.hrefOf(to, params, search)
  const path = fillPath(to, params)
  const current = place.path === path || (!exact && place.path.startsWith(path === '/' ? path : `${path}/`))
  const fetchAhead = () => pages[to]?.fetchAhead()
  const open = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event)
    if (event.defaultPrevented || !isPlain(event)) return
    event.preventDefault()
    way.goTo(href, replace)
  }
  return (
    <a
      aria-current={current ? 'page' : undefined}
      {...anchor}
      href={href}
      onClick={open}
      onPointerEnter={event => {
        onPointerEnter?.(event)
        fetchAhead()
      }}
      onFocus={event => {
        onFocus?.(event)
        fetchAhead()
      }}
    />
  )
}

/** A plain click; with a key held down or another button the browser opens a tab. */
function isPlain({
  button,
  metaKey,
  altKey,
  ctrlKey,
  shiftKey,
  currentTarget,
}: MouseEvent<HTMLAnchorElement>): boolean {
  return button === 0 && !metaKey && !altKey && !ctrlKey && !shiftKey && currentTarget.target !== '_blank'
}

/** Goes there as soon as it is drawn; nobody comes back to where it stood. */
export function AppRedirect({ to, params, search }: Address) {
  const { way } = useWhereabouts()
  const href = way.hrefOf(to, params, search)
  useEffect(() => way.goTo(href, true), [way, href])
  return null
}
