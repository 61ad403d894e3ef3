import { registry } from '@anju/contract'
import {
  Button,
  ButtonLink,
  ConfirmRow,
  comma,
  EmptyState,
  formatDate,
  formatFen,
  List,
  ListRow,
  Loaded,
  Page,
  Section,
  StatusTag,
  useToast,
} from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { Car, CarFront, SquareParking } from 'lucide-react'
import { call } from '../api.ts'
import { Link } from '../navigation.ts'
import { myHomeQuery } from '../portal/my-home.ts'
import { useBack } from '../shell/back.ts'
import { useVehicleTexts } from './texts.ts'
import {
  type MyApplication,
  type MySpace,
  type MyVehicle,
  type MyVehicles,
  renewVehicles,
  vehiclesQuery,
} from './vehicles.ts'

const TONES = { open: 'warning', approved: 'success', rejected: 'danger', withdrawn: 'neutral' } as const

/** The vehicles of my homes, what I applied for, and my parking spaces. */
export function VehiclesPage() {
  const t = useVehicleTexts()
  const back = useBack('/me')
  const mine = useQuery(vehiclesQuery)
  return (
    <Page title={t('title')} onBack={back} foot={<ApplyBar />}>
      <Loaded query={mine}>{data => <Content data={data} />}</Loaded>
    </Page>
  )
}

function ApplyBar() {
  const t = useVehicleTexts()
  const home = useQuery(myHomeQuery)
  const homeless = home.data?.households.length === 0
  return (
    <div className="aj-action-bar__main">
      {homeless ? (
        <Button wide disabledReason={t('noHome')}>
          {t('apply')}
        </Button>
      ) : (
        <ButtonLink wide render={link => <Link to="/vehicles/new" {...link} />}>
          {t('apply')}
        </ButtonLink>
      )}
    </div>
  )
}

function Content({ data }: { data: MyVehicles }) {
  const t = useVehicleTexts()
  const { vehicles, applications, spaces } = data
  return (
    <>
      {vehicles.length === 0 ? (
        <EmptyState icon={<Car aria-hidden="true" />} title={t('none')} text={t('noneText')} />
      ) : (
        <Section title={t('vehicles')}>
          <List label={t('vehicles')}>
            {vehicles.map(vehicle => (
              <VehicleRow key={vehicle.id} vehicle={vehicle} />
            ))}
          </List>
        </Section>
      )}
      {spaces.length > 0 ? (
        <Section title={t('spaces')}>
          <List label={t('spaces')}>
            {spaces.map(space => (
              <SpaceRow key={`${space.label} ${space.fromOn}`} space={space} />
            ))}
          </List>
        </Section>
      ) : null}
      {applications.length > 0 ? (
        <Section title={t('applications')}>
          {applications.map(application => (
            <ApplicationRow key={application.id} application={application} />
          ))}
        </Section>
      ) : null}
    </>
  )
}

function VehicleRow({ vehicle }: { vehicle: MyVehicle }) {
  const t = useVehicleTexts()
  const { permit, brand, model, colour, ownerName, premisesLabel } = vehicle
  const words = [
    [brand, model].filter(Boolean).join(' '),
    colour,
    ownerName && t('owner', { name: ownerName }),
    premisesLabel,
  ]
  const may = permit ? (permit.toOn ? t('permit.until', { date: permit.toOn }) : t('permit.always')) : t('permit.none')
  return (
    <ListRow
      lead={<CarFront aria-hidden="true" />}
      title={registry.plateText(vehicle.plate)}
      description={
        <>
          {words.filter(Boolean).join(' · ')}
          <br />
          {permit?.areaCode ? `${may} · ${t('permit.area', { area: permit.areaCode })}` : may}
        </>
      }
      value={t(`kind.${vehicle.plateKind}`)}
    />
  )
}

function SpaceRow({ space }: { space: MySpace }) {
  const t = useVehicleTexts()
  const period = space.toOn ? t('space.until', { date: space.toOn }) : t('space.since', { date: space.fromOn })
  const price = space.monthlyPriceFen === null ? '' : t('space.price', { amount: formatFen(space.monthlyPriceFen) })
  const words = [space.communityName, period, price, space.plates.map(registry.plateText).join(comma())]
  return (
    <ListRow
      lead={<SquareParking aria-hidden="true" />}
      title={space.label}
      description={words.filter(Boolean).join(' · ')}
      value={t(`held.${space.held}`)}
    />
  )
}

function ApplicationRow({ application }: { application: MyApplication }) {
  const t = useVehicleTexts()
  const toast = useToast()
  const plate = registry.plateText(application.plate)

  async function withdraw(): Promise<void> {
    await call(registry.withdrawMyVehicleApplication, { params: { applicationId: application.id } })
    await renewVehicles()
    toast(t('withdraw.done'))
  }

  const words = [application.premisesLabel, t('asked', { date: formatDate(application.createdAt) })]
  if (application.reason) words.push(t('reason', { reason: application.reason }))
  return (
    <List>
      <ListRow
        title={plate}
        description={words.join(' · ')}
        value={<StatusTag tone={TONES[application.state]}>{t(`state.${application.state}`)}</StatusTag>}
      />
      {application.state === 'open' ? (
        <ConfirmRow
          title={t('withdraw')}
          question={t('withdraw.ask', { plate })}
          text={t('withdraw.text')}
          onConfirm={withdraw}
        />
      ) : null}
    </List>
  )
}
