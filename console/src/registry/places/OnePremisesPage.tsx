import { registry } from '@anju/contract'
import { DateText } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Alert, App, Button, Tabs } from 'antd'
import { ArrowLeft, Pencil, Plus, Split, X } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { call } from '../../api.ts'
import { ReasonButton } from '../../identity/ReasonButton.tsx'
import { useRealtime } from '../../realtime.ts'
import { useRefusalText } from '../../refusal.ts'
import { useCan } from '../../session.tsx'
import { PageHeader } from '../../shell/PageHeader.tsx'
import { CopyId } from '../../shell/show/CopyId.tsx'
import { RecordHistory } from '../../shell/show/RecordHistory.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { DrawerBones } from '../DrawerBones.tsx'
import { HouseholdPanel } from '../people/HouseholdPanel.tsx'
import { type PremisesDetail, SINCE_ALWAYS } from '../registry.ts'
import { useRegistryTexts } from '../texts.ts'
import { VehiclesOf } from '../vehicles/VehiclesOf.tsx'
import { CollectButton } from './CollectButton.tsx'
import { PremisesBills } from './PremisesBills.tsx'
import { PremisesStateTag } from './PremisesStateTag.tsx'
import { usePlacePageTexts } from './page-texts.ts'
import { premisesQuery, renewPlaces } from './places.ts'
import { Successions } from './Successions.tsx'
import '../registry.css'
import './places.css'

const PremisesForm = lazy(async () => ({ default: (await import('./PremisesForm.tsx')).PremisesForm }))
const StateForm = lazy(async () => ({ default: (await import('./KeepForms.tsx')).StateForm }))
const AreaForm = lazy(async () => ({ default: (await import('./KeepForms.tsx')).AreaForm }))
const AliasForm = lazy(async () => ({ default: (await import('./KeepForms.tsx')).AliasForm }))
const SplitForm = lazy(async () => ({ default: (await import('./SplitForm.tsx')).SplitForm }))

/** One premises on a page of its own: facts, areas and states over time, people, vehicles, bills, merges, history. */
export function OnePremisesPage() {
  const { premisesId } = useParams({ strict: false }) as { premisesId: string }
  const { data, error, refetch } = useQuery(premisesQuery(premisesId))
  useRealtime(['registry.*'], () => void renewPlaces())
  if (error && !data)
    return (
      <div className="c-page">
        <FailureNotice error={error} retry={() => void refetch()} />
      </div>
    )
  return <div className="c-page">{data ? <One key={data.id} of={data} /> : <DrawerBones />}</div>
}

type Open = 'edit' | 'state' | 'area' | 'alias' | 'split'

function One({ of }: { of: PremisesDetail }) {
  const t = usePlacePageTexts()
  const [open, setOpen] = useState<Open>()
  const close = () => setOpen(undefined)
  const reasons = useReasons(of)
  return (
    <>
      <Link to="/premises" search={{ community: of.communityId }} className="rg-back">
        <ArrowLeft size={14} aria-hidden /> {t('premises.back')}
      </Link>
      <PageHeader
        title={
          <span className="rg-title">
            {of.label} <PremisesStateTag state={of.state} />
          </span>
        }
        facts={
          <>
            {of.communityName} {of.areaM2 ? `· ${of.areaM2} m² ` : ''}
            {of.buildingId ? (
              <Link to="/buildings/$buildingId" params={{ buildingId: of.buildingId }}>
                {t('premises.front')}
              </Link>
            ) : null}
          </>
        }
        actions={
          <>
            <ReasonButton
              icon={<Split size={14} aria-hidden />}
              reason={reasons.merge}
              onClick={() => setOpen('split')}
            >
              {t('split')}
            </ReasonButton>
            <ReasonButton icon={<Pencil size={14} aria-hidden />} reason={reasons.edit} onClick={() => setOpen('edit')}>
              {t('edit')}
            </ReasonButton>
            <CollectButton premisesId={of.id} communityId={of.communityId} />
          </>
        }
      />
      {of.endedOn ? <Alert type="warning" showIcon title={t('premises.ended', { day: of.endedOn })} /> : null}
      <div className="c-card rg-place__tabs">
        <PremisesTabs of={of} setOpen={setOpen} reason={reasons.edit} />
      </div>
      <Suspense fallback={null}>
        {open === 'edit' ? <PremisesForm premises={of} communityId={of.communityId} close={close} /> : null}
        {open === 'state' ? <StateForm premises={of} close={close} /> : null}
        {open === 'area' ? <AreaForm premises={of} close={close} /> : null}
        {open === 'alias' ? <AliasForm premises={of} close={close} /> : null}
        {open === 'split' ? <SplitForm premises={of} close={close} /> : null}
      </Suspense>
    </>
  )
}

function useReasons(of: PremisesDetail) {
  const t = usePlacePageTexts()
  const [mayEdit, mayMerge] = [useCan('registry.premises.edit'), useCan('registry.premises.merge')]
  const ended = of.endedOn ? t('premises.ended', { day: of.endedOn }) : undefined
  return { edit: mayEdit ? ended : t('noEdit'), merge: mayMerge ? ended : t('noMerge') }
}

interface TabProps {
  of: PremisesDetail
  setOpen: (open: Open) => void
  /** Why nothing can be changed. */
  reason: string | undefined
}

function PremisesTabs(props: TabProps) {
  const t = usePlacePageTexts()
  const { of } = props
  const { tab = 'facts' } = useSearch({ strict: false }) as { tab?: string }
  const navigate = useNavigate()
  const items = [
    { key: 'facts', label: t('tab.facts'), children: <Facts {...props} /> },
    { key: 'areas', label: t('tab.areas'), children: <Areas {...props} /> },
    { key: 'states', label: t('tab.states'), children: <States {...props} /> },
    { key: 'people', label: t('tab.people'), children: <HouseholdPanel premisesId={of.id} all={of.occupancies} /> },
    { key: 'vehicles', label: t('tab.vehicles'), children: <VehiclesOf premisesId={of.id} /> },
    {
      key: 'bills',
      label: t('tab.bills'),
      children: <PremisesBills premisesId={of.id} communityId={of.communityId} />,
    },
    { key: 'merges', label: t('tab.merges'), children: <Successions premisesId={of.id} /> },
    {
      key: 'history',
      label: t('tab.history'),
      children: <RecordHistory route={registry.premisesHistory} params={{ premisesId: of.id }} />,
    },
  ]
  return (
    <Tabs
      items={items}
      activeKey={items.some(item => item.key === tab) ? tab : 'facts'}
      onChange={key => void navigate({ to: '.', search: before => ({ ...before, tab: key }), replace: true })}
      destroyOnHidden
    />
  )
}

function Facts({ of, setOpen, reason }: TabProps) {
  const t = usePlacePageTexts()
  const w = useRegistryTexts()
  const layout = (['rooms', 'halls', 'baths'] as const)
    .map(name => (of[name] === null ? '' : `${of[name]}${t(`layout.${name}`)}`))
    .join('')
  const facts = [
    [w('field.community'), of.communityName],
    [w('field.building'), of.buildingCode],
    [w('field.unit'), of.unitCode],
    [t('field.floor'), of.floorTo === null ? of.floor : `${of.floor} – ${of.floorTo}`],
    [w('field.code'), of.code],
    [w('field.use'), w(`use.${of.use}`)],
    [t('field.ownership'), of.ownership && t(`ownership.${of.ownership}`)],
    [w('field.layout'), [of.layoutCode, layout].filter(Boolean).join(' ') || null],
    [t('field.orientation'), of.orientation && t(`orientation.${of.orientation}`)],
    [w('field.area'), of.areaM2],
    [t('field.note'), of.note || null],
  ] as const
  return (
    <div className="rg-sections">
      <dl className="c-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value ?? '–'}</dd>
          </div>
        ))}
        <div>
          <dt>{w('field.id')}</dt>
          <dd>
            <CopyId id={of.id} what={w('field.id')} />
          </dd>
        </div>
      </dl>
      <section>
        <h3>{t('alias.heading')}</h3>
        <div className="rg-aliases">
          {of.aliases.map(one => (
            <Alias key={one.alias} of={of} alias={one.alias} own={one.own && reason === undefined} />
          ))}
          <ReasonButton
            size="small"
            icon={<Plus size={12} aria-hidden />}
            reason={reason}
            onClick={() => setOpen('alias')}
          >
            {t('alias.add')}
          </ReasonButton>
        </div>
      </section>
    </div>
  )
}

function Alias({ of, alias, own }: { of: PremisesDetail; alias: string; own: boolean }) {
  const t = usePlacePageTexts()
  const { message } = App.useApp()
  const wordsOf = useRefusalText()
  const remove = async () => {
    try {
      await call(registry.removePremisesAlias, {
        params: { premisesId: of.id, alias },
        idempotencyKey: crypto.randomUUID(),
      })
      await renewPlaces()
    } catch (error) {
      void message.error(wordsOf(error))
    }
  }
  return (
    <span className="rg-alias">
      {alias}
      {own ? (
        <button type="button" onClick={() => void remove()} aria-label={t('alias.remove', { alias })}>
          <X size={12} aria-hidden />
        </button>
      ) : null}
    </span>
  )
}

/** Asks, and takes an area back. */
function useRemoveArea(premisesId: string) {
  const t = usePlacePageTexts()
  const { message, modal } = App.useApp()
  const wordsOf = useRefusalText()
  return (fromOn: string) =>
    modal.confirm({
      title: t('area.removeTitle', { day: fromOn }),
      content: t('area.removeText'),
      okButtonProps: { danger: true },
      okText: t('area.remove'),
      onOk: async () => {
        try {
          await call(registry.removePremisesArea, {
            params: { premisesId, fromOn },
            idempotencyKey: crypto.randomUUID(),
          })
          await renewPlaces()
        } catch (error) {
          void message.error(wordsOf(error))
        }
      },
    })
}

function Areas({ of, setOpen, reason }: TabProps) {
  const t = usePlacePageTexts()
  const w = useRegistryTexts()
  const remove = useRemoveArea(of.id)
  return (
    <>
      <p className="rg-place__bar">
        <ReasonButton
          type="primary"
          icon={<Plus size={14} aria-hidden />}
          reason={reason}
          onClick={() => setOpen('area')}
        >
          {t('area.add')}
        </ReasonButton>
      </p>
      {of.areas.length === 0 ? (
        <p className="rg-none">{t('area.none')}</p>
      ) : (
        <div className="rg-table-scroll">
          <table className="rg-table" aria-label={t('tab.areas')}>
            <thead>
              <tr>
                <th scope="col">{w('field.since')}</th>
                <th scope="col" className="rg-num">
                  {w('field.area')}
                </th>
                <th scope="col" className="rg-num">
                  {w('field.innerArea')}
                </th>
                <th scope="col" className="rg-num">
                  {t('field.sharedArea')}
                </th>
                <th scope="col">{t('field.note')}</th>
                <th scope="col">{t('field.by')}</th>
                <th scope="col">
                  <span className="c-unseen">{t('area.remove')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {of.areas.toReversed().map(area => (
                <tr key={area.fromOn}>
                  <th scope="row" className="c-number">
                    {area.fromOn === SINCE_ALWAYS ? w('field.always') : area.fromOn}
                  </th>
                  <td className="c-number rg-num">{area.areaM2}</td>
                  <td className="c-number rg-num">{area.innerAreaM2 ?? '–'}</td>
                  <td className="c-number rg-num">{area.sharedAreaM2 ?? '–'}</td>
                  <td>{area.note || '–'}</td>
                  <td>{area.recordedBy || '–'}</td>
                  <td>
                    {reason === undefined ? (
                      <Button type="link" size="small" danger onClick={() => remove(area.fromOn)}>
                        {t('area.remove')}
                      </Button>
                    ) : null}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  )
}

function States({ of, setOpen, reason }: TabProps) {
  const t = usePlacePageTexts()
  const w = useRegistryTexts()
  return (
    <>
      <p className="rg-place__bar">
        <ReasonButton type="primary" reason={reason} onClick={() => setOpen('state')}>
          {t('state.change')}
        </ReasonButton>
      </p>
      <div className="rg-table-scroll">
        <table className="rg-table" aria-label={t('tab.states')}>
          <thead>
            <tr>
              <th scope="col">{w('field.state')}</th>
              <th scope="col">{w('field.since')}</th>
              <th scope="col">{t('field.until')}</th>
              <th scope="col">{t('field.reason')}</th>
              <th scope="col">{t('field.by')}</th>
              <th scope="col">{t('field.at')}</th>
            </tr>
          </thead>
          <tbody>
            {of.states.map(state => (
              <tr key={state.id} data-past={state.toOn !== null}>
                <th scope="row">
                  <PremisesStateTag state={state.state} />
                </th>
                <td className="c-number">{state.fromOn === SINCE_ALWAYS ? w('field.always') : state.fromOn}</td>
                <td className="c-number">{state.toOn ?? w('field.present')}</td>
                <td>{state.reason || '–'}</td>
                <td>{state.changedByName || '–'}</td>
                <td className="c-number">
                  <DateText at={state.changedAt} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
