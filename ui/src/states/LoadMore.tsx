import { Button } from '../controls/Button.tsx'
import { useKitTexts } from '../texts/kit-texts.ts'

/** What the component needs to know of a list that comes in pages; infinite queries of TanStack Query fit. */
export interface PagedQuery {
  hasNextPage: boolean
  isFetchingNextPage: boolean
  fetchNextPage: () => unknown
}

/** The button below a list that goes on; nothing on the last page. */
export function LoadMore({ query }: { query: PagedQuery }) {
  const t = useKitTexts()
  if (!query.hasNextPage) return null
  return (
    <Button look="secondary" wide loading={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
      {t('more')}
    </Button>
  )
}
