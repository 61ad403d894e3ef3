import { billing } from '@anju/contract'
import { EmptyState, List, ListRow, Loaded, LoadMore, Money, Page } from '@anju/ui'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Megaphone } from 'lucide-react'
import { call } from '../api.ts'
import { Link } from '../navigation.ts'
import { useBack } from '../shell/back.ts'
import { useDisclosureTexts } from './disclosure-texts.ts'

/** What is published of the owners' money where I live, the latest first. */
export function DisclosuresPage() {
  const t = useDisclosureTexts()
  const back = useBack('/me')
  const disclosures = useInfiniteQuery({
    queryKey: ['my', 'disclosures'],
    queryFn: ({ pageParam, signal }) => call(billing.listMyDisclosures, { query: { cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next ?? undefined,
  })
  return (
    <Page title={t('title')} onBack={back}>
      <Loaded query={disclosures}>
        {({ pages }) =>
          pages[0]?.total ? (
            <>
              <List label={t('title')}>
                {pages
                  .flatMap(page => page.items)
                  .map(one => (
                    <ListRow
                      key={one.id}
                      title={t(`kind.${one.kind}`)}
                      description={`${one.communityName} · ${quarterWords(one.quarter, t)}`}
                      value={
                        <span className="re-bill__amount">
                          <Money fen={one.closingFen} size="large" />
                        </span>
                      }
                      render={row => (
                        <Link to="/disclosures/$disclosureId" params={{ disclosureId: one.id }} {...row} />
                      )}
                    />
                  ))}
              </List>
              <LoadMore query={disclosures} />
            </>
          ) : (
            <EmptyState icon={<Megaphone aria-hidden="true" />} title={t('none')} text={t('noneText')} />
          )
        }
      </Loaded>
    </Page>
  )
}

/** `2026-Q3` as people say it. */
export function quarterWords(quarter: string, t: ReturnType<typeof useDisclosureTexts>): string {
  const [year = '', number = ''] = quarter.split('-Q')
  return t('quarter', { year, number })
}
