import { registry, residents } from '@anju/contract'
import {
  Button,
  Card,
  ConfirmRow,
  comma,
  Facts,
  formatDateTime,
  List,
  ListRow,
  Loaded,
  Page,
  Section,
  useToast,
} from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { Car, SquareParking, Ticket, UserPlus, UserRound, UserX } from 'lucide-react'
import { useState } from 'react'
import { call } from '../api.ts'
import { Link, useParams } from '../navigation.ts'
import { vehiclesQuery } from '../registry/vehicles.ts'
import { useBack } from '../shell/back.ts'
import { type HouseholdDetail, householdQuery, renewHomes } from './household.ts'
import { InviteSheet } from './InviteSheet.tsx'
import { useResidentsTexts } from './texts.ts'

/** One of my homes: the facts, who lives there, whom I have invited. */
export function HouseholdPage() {
  const t = useResidentsTexts()
  const back = useBack('/me')
  const { premisesId } = useParams('/homes/$premisesId')
  const home = useQuery(householdQuery(premisesId))
  return (
    <Page title={t('home.title')} onBack={back}>
      <Loaded query={home}>
        {data => (
          <>
            <FactsOf home={data} />
            <Members home={data} />
            <Parking premisesId={data.premisesId} />
            <Invitations home={data} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

function FactsOf({ home }: { home: HouseholdDetail }) {
  const t = useResidentsTexts()
  const facts = [
    { term: t('home.community'), value: home.communityName },
    { term: t('home.address'), value: home.communityAddress },
    { term: t('home.company'), value: home.companyName },
    { term: t('home.use'), value: t(`use.${home.use}`) },
    { term: t('home.area'), value: home.areaM2 && t('home.areaM2', { area: home.areaM2 }) },
    { term: t('home.floor'), value: home.floor !== null && t('home.floorNumber', { floor: home.floor }) },
  ].filter(fact => fact.value)
  return (
    <Section title={home.label}>
      <Card>
        <Facts facts={facts} />
      </Card>
    </Section>
  )
}

function Members({ home }: { home: HouseholdDetail }) {
  const t = useResidentsTexts()
  return (
    <Section title={t('home.members')}>
      {home.stays.map(stay => (
        <Member key={stay.occupancyId} premisesId={home.premisesId} stay={stay} />
      ))}
    </Section>
  )
}

function Member({ premisesId, stay }: { premisesId: string; stay: HouseholdDetail['stays'][number] }) {
  const t = useResidentsTexts()
  const toast = useToast()
  const { occupancyId, nameMasked, kind, fromOn, toOn, isMe, mayEnd } = stay

  async function end(): Promise<void> {
    await call(residents.endStay, { params: { premisesId, occupancyId } })
    await renewHomes()
    toast(t('end.done'))
  }

  const period = [t('home.since', { date: fromOn }), toOn ? t('home.until', { date: toOn }) : ''].filter(Boolean)
  return (
    <List>
      <ListRow
        lead={<UserRound aria-hidden="true" />}
        title={isMe ? `${nameMasked} · ${t('home.me')}` : nameMasked}
        description={period.join(' · ')}
        value={t(`kind.${kind}`)}
      />
      {mayEnd && toOn === null ? (
        <ConfirmRow
          tone="danger"
          lead={<UserX aria-hidden="true" />}
          title={t('end')}
          question={t('end.ask', { name: nameMasked })}
          text={t('end.text')}
          onConfirm={end}
        />
      ) : null}
    </List>
  )
}

/** How many vehicles the home has, and the spaces that I own or rent; both lead to the page of vehicles. */
function Parking({ premisesId }: { premisesId: string }) {
  const t = useResidentsTexts()
  const { data } = useQuery(vehiclesQuery)
  if (!data) return null
  const plates = data.vehicles.filter(vehicle => vehicle.premisesId === premisesId)
  const spaces = data.spaces.map(space =>
    space.toOn ? t('home.spaceUntil', { space: space.label, date: space.toOn }) : space.label,
  )
  return (
    <Section title={t('home.parking')}>
      <List>
        <ListRow
          lead={<Car aria-hidden="true" />}
          title={t('home.vehicles')}
          description={plates.map(({ plate }) => registry.plateText(plate)).join(comma()) || t('home.noVehicles')}
          render={row => <Link to="/vehicles" {...row} />}
        />
        {spaces.length > 0 ? (
          <ListRow
            lead={<SquareParking aria-hidden="true" />}
            title={t('home.spaces')}
            description={spaces.join(comma())}
            render={row => <Link to="/vehicles" {...row} />}
          />
        ) : null}
      </List>
    </Section>
  )
}

function Invitations({ home }: { home: HouseholdDetail }) {
  const t = useResidentsTexts()
  const toast = useToast()
  const [inviting, setInviting] = useState(false)

  async function revoke(invitationId: string): Promise<void> {
    await call(residents.revokeMyInvitation, { params: { invitationId } })
    await renewHomes()
    toast(t('revoke.done'))
  }

  return (
    <>
      {home.invitations.length > 0 ? (
        <Section title={t('home.invitations')}>
          {home.invitations.map(invitation => (
            <List key={invitation.id}>
              <ListRow
                lead={<Ticket aria-hidden="true" />}
                title={invitation.invitedName ?? t('home.anybody')}
                description={t('home.expires', { time: formatDateTime(invitation.expiresAt) })}
                value={t(`kind.${invitation.kind}`)}
              />
              <ConfirmRow
                title={t('revoke')}
                question={t('revoke.ask')}
                text={t('revoke.text')}
                onConfirm={() => revoke(invitation.id)}
              />
            </List>
          ))}
        </Section>
      ) : null}
      <Button
        wide
        icon={<UserPlus aria-hidden="true" />}
        onClick={() => setInviting(true)}
        disabledReason={home.mayInvite ? null : t('home.inviteOwners')}
      >
        {t('home.invite')}
      </Button>
      <InviteSheet premisesId={home.premisesId} open={inviting} onClose={() => setInviting(false)} />
    </>
  )
}
