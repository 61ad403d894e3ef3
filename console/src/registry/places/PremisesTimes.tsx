import { registry } from '@anju/contract'
import { DateText } from '@anju/ui'
import { App, Button } from 'antd'
import { Plus } from 'lucide-react'
import { call } from '../../api.ts'
import { ReasonButton } from '../../identity/ReasonButton.tsx'
import { useRefusalText } from '../../refusal.ts'
import { ActorName } from '../../shell/show/ActorName.tsx'
import { SINCE_ALWAYS } from '../registry.ts'
import { useRegistryTexts } from '../texts.ts'
import type { TabProps } from './PremisesFacts.tsx'
import { PremisesStateTag } from './PremisesStateTag.tsx'
import { usePlacePageTexts } from './page-texts.ts'
import { renewPlaces } from './places.ts'

/** Asks, and takes an area back. */
function useRemoveArea({ id: premisesId, version }: TabProps['of']) {
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
            query: { version },
          })
          await renewPlaces()
        } catch (error) {
          void message.error(wordsOf(error))
        }
      },
    })
}

/** The areas of premises over time. */
export function PremisesAreas({ of, setOpen, reason }: TabProps) {
  const t = usePlacePageTexts()
  const w = useRegistryTexts()
  const remove = useRemoveArea(of)
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
                  <td>{area.recordedBy ? <ActorName name={area.recordedBy} /> : '–'}</td>
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

/** The states of premises over time. */
export function PremisesStates({ of, setOpen, reason }: TabProps) {
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
                <td>{state.changedByName ? <ActorName name={state.changedByName} /> : '–'}</td>
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
