import { metering } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Gauge, MapPin } from 'lucide-react'
import { call } from '../api.ts'
import { useCommunity } from '../community.tsx'
import { useRealtime } from '../realtime.ts'
import { DrawerBones } from '../registry/DrawerBones.tsx'
import { useCan } from '../session.tsx'
import { ExportButton, FilterBar, ListPage } from '../shell/list/index.ts'
import { useListState } from '../shell/list/list-state.ts'
import { PageHeader } from '../shell/PageHeader.tsx'
import { StatusTag } from '../shell/show/StatusTag.tsx'
import { ChooseCommunity } from '../shell/states/ChooseCommunity.tsx'
import { FailureNotice } from '../shell/states/FailureNotice.tsx'
import { StatePage } from '../shell/states/StatePage.tsx'
import { type Losses, type LossTime, renewLosses, timeOf } from './loss.ts'
import { useLossTexts } from './loss-texts.ts'
import { MeterTree } from './MeterTree.tsx'
import { METER_KINDS, type MeterRow } from './meter.ts'
import { useMeterTexts } from './texts.ts'
import '../registry/vehicles/vehicles.css'
import './meter-tree.css'

const FILTERS = ['month', 'kind', 'round'] as const

/** The meters of a community level by level, with what was lost between each and those below it. */
export function TreePage() {
  const t = useLossTexts()
  const meters = useMeterTexts()
  const { current: community } = useCommunity()
  const state = useListState(FILTERS)
  const { kind } = state.filters
  const time = timeOf(state.filters)
  // Another month may stand in for a blink, another community or kind may not.
  const scope = `${community?.id} ${kind ?? ''}`
  const asked = { communityId: community?.id ?? '', ...(kind ? { kind: kind as MeterRow['kind'] } : {}), ...time }
  const { data, error, refetch } = useQuery({
    queryKey: [metering.meterLosses.path, scope, asked],
    queryFn: ({ signal }) => call(metering.meterLosses, { query: asked, signal }),
    enabled: community !== undefined,
    placeholderData: (before, query) => (query?.queryKey[1] === scope ? before : undefined),
  })
  useRealtime(['metering.*'], renewLosses)
  if (!community) return <ChooseCommunity icon={MapPin} text={t('chooseCommunityText')} />
  return (
    <ListPage>
      <PageHeader title={t('title')} facts={t('facts')} />
      <FilterBar
        list={{ state }}
        filters={[
          { kind: 'month', key: 'month', label: t('month') },
          {
            ...{ kind: 'select', key: 'kind', label: t('kind'), width: 130 },
            options: METER_KINDS.map(value => ({ value, label: meters(`kind.${value}`) })),
          },
        ]}
        end={
          <>
            {data ? <Verdict of={data} /> : null}
            <ExportButton route={metering.exportMeterLosses} query={asked} name={t('title')} />
          </>
        }
      />
      {error && !data ? <FailureNotice error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <DrawerBones /> : null}
      {data ? <Tree key={scope} of={data} time={time} /> : null}
    </ListPage>
  )
}

/** The days, the threshold, and how many are beyond it. */
function Verdict({ of }: { of: Losses }) {
  const t = useLossTexts()
  const maySet = useCan('platform.settings.manage')
  const count = of.items.filter(item => item.alarm).length
  return (
    <span className="mt-verdict">
      {t('period', { from: of.from, to: of.to })}
      {` · ${t('threshold', { percent: of.thresholdPercent })} `}
      {maySet ? <Link to="/settings">{t('thresholdLink')}</Link> : null}
      <StatusTag tone={count > 0 ? 'danger' : 'success'}>
        {count > 0 ? t('alarms', { count }) : t('noAlarms')}
      </StatusTag>
    </span>
  )
}

function Tree({ of, time }: { of: Losses; time: LossTime }) {
  const t = useLossTexts()
  if (of.items.length > 0) return <MeterTree losses={of.items} time={time} />
  return (
    <StatePage
      level="part"
      icon={Gauge}
      title={t('empty')}
      actions={
        <Link to="/meters" className="c-link">
          {t('toMeters')}
        </Link>
      }
    >
      {t('emptyText')}
    </StatePage>
  )
}
