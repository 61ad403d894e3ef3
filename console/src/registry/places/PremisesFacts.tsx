import { registry } from '@anju/contract'
import { App } from 'antd'
import { Plus, X } from 'lucide-react'
import { call } from '../../api.ts'
import { ReasonButton } from '../../identity/ReasonButton.tsx'
import { useRefusalText } from '../../refusal.ts'
import { lazyPart } from '../../shell/lazy-part.tsx'
import { CopyId } from '../../shell/show/CopyId.tsx'
import { Fact, FactList } from '../../shell/show/Facts.tsx'
import type { PremisesDetail } from '../registry.ts'
import { useRegistryTexts } from '../texts.ts'
import { OccupantsNow } from './OccupantsNow.tsx'
import { usePlacePageTexts } from './page-texts.ts'
import { renewPlaces } from './places.ts'

const CustomFields = lazyPart(async () => (await import('../people/CustomFields.tsx')).CustomFields)

/** What of premises a form of the page changes. */
export type Deed = 'edit' | 'state' | 'area' | 'alias' | 'split'

export interface TabProps {
  of: PremisesDetail
  setOpen: (open: Deed) => void
  /** Why nothing can be changed. */
  reason: string | undefined
}

/** Where premises are and what is known of them, who is there now, the company's own fields, and what finds them. */
export function PremisesFacts({ of, setOpen, reason }: TabProps) {
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
      <FactList facts={facts}>
        <Fact name={w('field.id')}>
          <CopyId id={of.id} what={w('field.id')} />
        </Fact>
      </FactList>
      <section>
        <h3>{w('field.occupants')}</h3>
        <OccupantsNow of={of} name={w('field.occupants')} />
      </section>
      <CustomFields subject="premises" id={of.id} />
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
