import type { ReactElement } from 'react'
import { AppLink, type AppLinkProps, AppRedirect } from './AppLink.tsx'
import type { ParamsOf } from './paths.ts'
import { openWay, type Params, type Search, useWhereabouts } from './place.ts'

/** The addresses of an app's pages, each with what it makes of the state in the address; what it does not know falls away. */
export type AddressBook = Readonly<Record<`/${string}`, (search: Params) => Search>>

export type PageOf<Book> = keyof Book & `/${string}`
export type SearchOf<Book, To extends keyof Book> = Book[To] extends (search: never) => infer Made ? Made : never

/** Where to go. */
export type Target<Book, To extends PageOf<Book>> = {
  to: To
  search?: SearchOf<Book, To>
} & (keyof ParamsOf<To> extends never ? { params?: undefined } : { params: ParamsOf<To> })

export type LinkProps<Book, To extends PageOf<Book>> = Target<Book, To> & Omit<AppLinkProps, 'to' | 'params' | 'search'>

/**
 * An app's ways among its pages, with addresses that the compiler knows. `base` is where the app is served, `/resident`. Addresses
 * are declared apart from the pages, so that pages can link to each other; `way` goes to PageView.
 */
export function createNavigation<const Book extends AddressBook>(base: string, book: Book) {
  const way = openWay(base, Object.keys(book) as PageOf<Book>[])
  const { history } = way
  return {
    way,
    Link: AppLink as <To extends PageOf<Book>>(props: LinkProps<Book, To>) => ReactElement,
    /** Goes there as soon as it is drawn. */
    Redirect: AppRedirect as <To extends PageOf<Book>>(props: Target<Book, To>) => ReactElement | null,
    navigate<To extends PageOf<Book>>({ to, params, search, replace }: Target<Book, To> & { replace?: boolean }): void {
      way.goTo(way.hrefOf(to, params as Params | undefined, search as Search | undefined), replace)
    },
    /** Opens an address of this app given as text, `/bills?show=settled`, in place of the one that is shown. */
    openPath: (path: string) => way.goTo(`${base}${path}`, true),
    canGoBack: () => history.canGoBack(),
    goBack: () => history.back(),
    /** The address that is shown, below the base, as text: `/bills?show=settled`. */
    useShownPath: () => useWhereabouts().place.whole,
    useParams: <To extends PageOf<Book>>(_of: To) => useWhereabouts().place.params as ParamsOf<To>,
    useSearch: <To extends PageOf<Book>>(of: To) => {
      const read: AddressBook[`/${string}`] | undefined = book[of]
      return (read?.(useWhereabouts().place.search) ?? {}) as SearchOf<Book, To>
    },
  }
}
