import { metering, portal, type WireResponseOf } from '@anju/contract'
import { Card, EmptyState, List, ListRow, Loaded, Page, Section, StatusTag } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { ChevronDown, Gauge } from 'lucide-react'
import { call } from '../api.ts'
import { useChosenHousehold } from '../portal/chosen-household.ts'
import { HouseholdSwitch } from '../portal/HouseholdSwitch.tsx'
import { type MyHome, myHomeQuery } from '../portal/my-home.ts'
import { useBack } from '../shell/back.ts'
import { MonthBars } from './MonthBars.tsx'
import { useMeteringTexts } from './texts.ts'

type Meter = WireResponseOf<typeof portal.listMyMeters>['items'][number]

/** The meters of the chosen home: last readings, what was used month by month, and the readings before. */
export function MetersPage() {
  const t = useMeteringTexts()
  const back = useBack('/me')
  const home = useQuery(myHomeQuery)
  return (
    <Page title={t('title')} onBack={back}>
      <Loaded query={home}>{data => <Meters home={data} />}</Loaded>
    </Page>
  )
}

function Meters({ home }: { home: MyHome }) {
  const { household, choose } = useChosenHousehold(home.households)
  return household ? (
    <>
      <HouseholdSwitch household={household} households={home.households} onChoose={choose} />
      <MeterList premisesId={household.premisesId} />
    </>
  ) : (
    <NoMeters />
  )
}

function MeterList({ premisesId }: { premisesId: string }) {
  const meters = useQuery({
    queryKey: ['my', 'meters', premisesId],
    queryFn: ({ signal }) => call(portal.listMyMeters, { query: { premisesId }, signal }),
  })
  return (
    <Loaded query={meters}>
      {({ items }) =>
        items.length === 0 ? <NoMeters /> : items.map(meter => <OneMeter key={meter.id} meter={meter} />)
      }
    </Loaded>
  )
}

function NoMeters() {
  const t = useMeteringTexts()
  return <EmptyState icon={<Gauge aria-hidden="true" />} title={t('none')} text={t('noneText')} />
}

function OneMeter({ meter }: { meter: Meter }) {
  const t = useMeteringTexts()
  const unit = t(meter.kind.startsWith('water') ? 'unit.water' : `unit.${metering.METER_UNITS[meter.kind]}`)
  return (
    <Section title={`${t(`kind.${meter.kind}`)} ${meter.code}`}>
      <Card>
        <div className="re-meter">
          <div className="re-sum">
            <span className="re-sum__word">{t('last')}</span>
            <span className="re-meter__value">{meter.lastValue}</span>
          </div>
          <p className="re-sum__word">
            {meter.lastOn === null ? t('never') : t('lastOn', { date: meter.lastOn })}
            {meter.place ? ` · ${meter.place}` : ''}
          </p>
          {meter.state === 'retired' ? <StatusTag tone="neutral">{t('retired')}</StatusTag> : null}
          {meter.months.length > 0 ? (
            <MonthBars months={meter.months} unit={unit} />
          ) : (
            <p className="re-sum__word">{t('noUse')}</p>
          )}
        </div>
      </Card>
      {meter.readings.length > 0 ? (
        <details className="re-lines re-why">
          <summary className="re-why__head">
            <span className="re-why__when">{t('readings')}</span>
            <ChevronDown aria-hidden="true" />
          </summary>
          <List label={t('readings')}>
            {meter.readings.map(reading => (
              <ListRow
                key={reading.id}
                title={reading.value}
                description={reading.estimated ? `${reading.readOn} · ${t('estimated')}` : reading.readOn}
                value={t('used', { used: reading.used, unit })}
              />
            ))}
          </List>
        </details>
      ) : null}
    </Section>
  )
}
