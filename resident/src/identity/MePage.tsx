import { Avatar, Card, ElderModeRow, LanguageRow, List, ListRow, Loaded, Page, Section, Skeleton } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { House } from 'lucide-react'
import { myHomeQuery } from '../portal/my-home.ts'
import { useMe } from '../session.tsx'
import { useTexts } from '../texts/texts.ts'
import { SignOutRow } from './SignOutRow.tsx'

/** Me: who I am, my homes, how the app should look, and the way out. */
export function MePage() {
  const t = useTexts()
  const me = useMe()
  return (
    <Page title={t('me.title')} look="root" tabs>
      <Card>
        <div className="re-me">
          <Avatar name={me?.name ?? ''} />
          <div>
            <div className="re-me__name">{me?.name}</div>
            <div className="re-me__company">{me?.company.name}</div>
          </div>
        </div>
      </Card>
      <Section title={t('me.households')}>
        <MyHouseholds />
      </Section>
      <Section title={t('me.settings')}>
        <List label={t('me.settings')}>
          <ElderModeRow />
          <LanguageRow />
        </List>
      </Section>
      <List>
        <SignOutRow />
      </List>
    </Page>
  )
}

function MyHouseholds() {
  const t = useTexts()
  const home = useQuery(myHomeQuery)
  return (
    <Loaded query={home} skeleton={<Skeleton height="4rem" />}>
      {({ households }) => (
        <List>
          {households.map(household => (
            <ListRow
              key={household.premisesId}
              lead={<House aria-hidden="true" />}
              title={household.label}
              description={[
                household.communityName,
                household.areaM2 === null ? null : t('me.area', { area: household.areaM2 }),
              ]
                .filter(Boolean)
                .join(' · ')}
              value={t(`me.${household.kind}`)}
            />
          ))}
        </List>
      )}
    </Loaded>
  )
}
