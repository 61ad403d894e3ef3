import { metering } from '@anju/contract'
import { comma, DateText } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Tabs } from 'antd'
import { Gauge } from 'lucide-react'
import { call } from '../api.ts'
import { DrawerBones } from '../registry/DrawerBones.tsx'
import { useCan } from '../session.tsx'
import { CopyId } from '../shell/show/CopyId.tsx'
import { FactList } from '../shell/show/Facts.tsx'
import { RecordHistory } from '../shell/show/RecordHistory.tsx'
import { StatusTag } from '../shell/show/StatusTag.tsx'
import { FailureNotice } from '../shell/states/FailureNotice.tsx'
import { StatePage } from '../shell/states/StatePage.tsx'
import { MeterConsumption } from './MeterConsumption.tsx'
import { type MeterDetail, type MeterRow, useMeter } from './meter.ts'
import { useReadingTexts } from './reading-texts.ts'
import { useMeterTexts } from './texts.ts'

export const METER_TABS = ['basic', 'readings', 'below', 'history'] as const
export type MeterTab = (typeof METER_TABS)[number]

/** Code and state of the open meter, also when its row is not on this page of the list. */
export function MeterTitle({ id, row }: { id: string; row: MeterRow | undefined }) {
  const { data } = useMeter(id)
  const known = data ?? row
  if (!known) return null
  return (
    <span className="vh-title">
      {known.code}
      {known.state === 'active' ? null : <MeterStateTag state={known.state} />}
    </span>
  )
}

export function MeterStateTag({ state }: { state: MeterRow['state'] }) {
  const t = useMeterTexts()
  const tone = ({ active: 'success', stopped: 'warning', retired: 'neutral' } as const)[state]
  return <StatusTag tone={tone}>{t(`state.${state}`)}</StatusTag>
}

const SOON_DAYS = 60
const DAY_MS = 86_400_000

/** Until when a meter is verified, with a word when that is soon or over. */
export function Verification({ until }: { until: string | null }) {
  const t = useMeterTexts()
  if (until === null) return '–'
  const days = Math.floor((Date.parse(until) - Date.now()) / DAY_MS)
  return (
    <span className="vh-title">
      {until}
      {days < -1 ? <StatusTag tone="danger">{t('verificationOver')}</StatusTag> : null}
      {days >= -1 && days <= SOON_DAYS ? <StatusTag tone="warning">{t('verificationSoon')}</StatusTag> : null}
    </span>
  )
}

interface MeterCardProps {
  meterId: string
  /** Kept by the page, so that the arrows compare the same side of neighbours. */
  tab: MeterTab
  setTab: (tab: MeterTab) => void
  close: () => void
}

/** Everything about one meter: the basics, what hangs below it, and who changed what. */
export function MeterCard({ meterId, tab, setTab, close }: MeterCardProps) {
  const t = useMeterTexts()
  const readings = useReadingTexts()
  const mayRead = useCan('metering.readings.read')
  const { data, error, refetch } = useMeter(meterId)
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  if (!data) return <DrawerBones />
  const items = [
    { key: 'basic', label: t('tab.basic'), children: <Basics of={data} /> },
    ...(mayRead
      ? [{ key: 'readings', label: readings('tab.readings'), children: <MeterConsumption meterId={meterId} /> }]
      : []),
    { key: 'below', label: t('tab.below', { count: data.children }), children: <Below of={data} /> },
    { key: 'history', label: t('tab.history'), children: <MeterHistory meterId={meterId} /> },
  ]
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the drawer leaves keys in a tab list alone; Esc must still close it
    <div onKeyDown={event => event.key === 'Escape' && close()}>
      <Tabs
        className="rg-tabs"
        items={items}
        activeKey={tab}
        onChange={key => setTab(key as MeterTab)}
        destroyOnHidden
      />
    </div>
  )
}

function Basics({ of }: { of: MeterDetail }) {
  const t = useMeterTexts()
  const facts = [
    [t('field.name'), of.name],
    [t('field.kind'), t(`kind.${of.kind}`)],
    [t('field.level'), t(`level.${of.level}`)],
    [t('field.parent'), <Above key="above" of={of} />],
    [
      t('field.premises'),
      of.premisesId ? (
        <Link key="premises" to="/premises" search={{ open: of.premisesId }}>
          {of.premisesLabel}
        </Link>
      ) : null,
    ],
    [t('field.place'), of.place],
    [t('field.multiplier'), of.multiplier],
    [t('field.register'), t('register', { digits: of.digits, decimals: of.decimals })],
    [t('field.initialReading'), of.initialReading],
    [t('field.installedOn'), of.installedOn],
    [t('field.verifiedUntil'), <Verification key="verified" until={of.verifiedUntil} />],
    [t('field.brand'), [of.brand, of.model].filter(Boolean).join(' ')],
    [t('field.deviceNo'), of.deviceNo],
    [t('field.collector'), of.collector],
    [t('field.readBy'), t(`readBy.${of.readBy}`)],
    ...(of.bands.length > 0 ? ([[t('field.bands'), of.bands.join(comma())]] as const) : []),
    [t('field.community'), of.communityName],
    [t('field.createdAt'), <DateText key="at" at={of.createdAt} />],
    [t('field.id'), <CopyId key="id" id={of.id} what={t('field.id')} />],
    ...(of.retiredOn
      ? ([
          [t('field.retiredOn'), of.retiredOn],
          [t('field.finalReading'), of.finalReading],
          [t('field.retiredReason'), of.retiredReason],
        ] as const)
      : []),
  ] as const
  return (
    <div className="rg-sections">
      <FactList facts={facts} />
      {of.notes ? (
        <section>
          <h3>{t('field.notes')}</h3>
          <p>{of.notes}</p>
        </section>
      ) : null}
    </div>
  )
}

/** The meters above, nearest first; each opens in this drawer. */
function Above({ of }: { of: MeterDetail }) {
  if (of.above.length === 0) return '–'
  return (
    <span>
      {of.above.map((meter, index) => (
        <span key={meter.id}>
          {index > 0 ? ' ← ' : null}
          <Link to="." search={search => ({ ...search, open: meter.id })}>
            {meter.code}
          </Link>
        </span>
      ))}
    </span>
  )
}

const SHOWN_BELOW = 50

function Below({ of }: { of: MeterDetail }) {
  const t = useMeterTexts()
  const { data, error, refetch } = useQuery({
    queryKey: [metering.listMeters.path, 'below', of.id],
    queryFn: ({ signal }) => call(metering.listMeters, { query: { parentId: of.id, limit: SHOWN_BELOW }, signal }),
  })
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  if (!data) return <DrawerBones />
  if (data.items.length === 0)
    return (
      <StatePage level="part" icon={Gauge} title={t('below.empty')}>
        {t('below.emptyText')}
      </StatePage>
    )
  return (
    <div className="rg-sections">
      <dl className="c-facts">
        {data.items.map(meter => (
          <div key={meter.id}>
            <dt>
              <Link to="." search={search => ({ ...search, open: meter.id })}>
                {meter.code}
              </Link>
            </dt>
            <dd>{[t(`level.${meter.level}`), meter.premisesLabel ?? meter.place].join(' · ')}</dd>
          </div>
        ))}
      </dl>
      {data.total > data.items.length ? (
        <Link to="/meters" search={{ parentId: of.id }}>
          {t('below.all', { count: data.total })}
        </Link>
      ) : null}
    </div>
  )
}

function MeterHistory({ meterId }: { meterId: string }) {
  const t = useMeterTexts()
  const names: Record<string, string | undefined> = {
    ...{ code: t('field.code'), name: t('field.name'), kind: t('field.kind'), level: t('field.level') },
    ...{ parentCode: t('field.parent'), premisesLabel: t('field.premises'), place: t('field.place') },
    ...{ multiplier: t('field.multiplier'), digits: t('field.digits'), decimals: t('field.decimals') },
    ...{ initialReading: t('field.initialReading'), installedOn: t('field.installedOn'), brand: t('field.brand') },
    ...{ verifiedUntil: t('field.verifiedUntil'), model: t('field.model'), deviceNo: t('field.deviceNo') },
    ...{ collector: t('field.collector'), readBy: t('field.readBy'), notes: t('field.notes'), bands: t('field.bands') },
    ...{ state: t('field.state'), retiredOn: t('field.retiredOn'), finalReading: t('field.finalReading') },
  }
  const show = (field: string, value: unknown) => {
    if (typeof value !== 'string') return undefined
    if (field === 'kind') return t(`kind.${value as MeterRow['kind']}`)
    if (field === 'level') return t(`level.${value as MeterRow['level']}`)
    if (field === 'readBy') return t(`readBy.${value as MeterRow['readBy']}`)
    return field === 'state' ? t(`state.${value as MeterRow['state']}`) : undefined
  }
  return <RecordHistory route={metering.meterHistory} params={{ meterId }} nameOf={field => names[field]} show={show} />
}
