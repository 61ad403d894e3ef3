import { registry } from '@anju/contract'
import { comma } from '@anju/ui'
import { Button, Form } from 'antd'
import { useEffect, useRef } from 'react'
import { call } from '../../api.ts'
import { DateField } from '../../billing/DateField.tsx'
import { type Choice, FindMany, type Found } from '../vehicles/FindSelect.tsx'
import { findPeople } from '../vehicles/find.ts'
import { endOfYears } from './lease.ts'
import type { CoreValues } from './lease-values.ts'
import { useLeaseTexts } from './texts.ts'

/** Homes, shops and the like by room in any spelling; of one community, or of all. */
const findHomes =
  (communityId: string | undefined) =>
  async (text: string, signal: AbortSignal): Promise<Found[]> => {
    const { items } = await call(registry.listPremises, { query: { text, communityId, limit: 20 }, signal })
    return items
      .filter(home => home.use !== 'parking')
      .map(home => ({
        value: home.id,
        label: home.label,
        detail: [
          communityId ? '' : home.communityName,
          home.occupants
            .filter(one => one.kind === 'owner')
            .map(one => one.name)
            .join(comma()),
        ]
          .filter(Boolean)
          .join(' · '),
      }))
  }

/** What is let, by whom to whom, and when. */
export function CoreFields({ communityId }: { communityId: string | undefined }) {
  const t = useLeaseTexts()
  const some = [{ required: true, message: t('required') }]
  return (
    <>
      <Form.Item name="premises" label={t('field.premises')} rules={some}>
        <FindMany
          name={`homes ${communityId ?? ''}`}
          find={findHomes(communityId)}
          placeholder={t('form.findPremises')}
        />
      </Form.Item>
      <OwnersFollow />
      <Form.Item name="landlords" label={t('field.landlords')} rules={some} extra={t('form.landlordHint')}>
        <FindMany name="people" find={findPeople} placeholder={t('form.findLandlord')} />
      </Form.Item>
      <Form.Item name="tenants" label={t('field.tenants')} rules={some} extra={t('form.partiesHint')}>
        <FindMany name="people" find={findPeople} placeholder={t('form.findTenant')} />
      </Form.Item>
      <div className="vh-two">
        <Form.Item name="fromOn" label={t('field.fromOn')} rules={some}>
          <DateField label={t('field.fromOn')} />
        </Form.Item>
        <LastDayField />
      </div>
    </>
  )
}

/** The last day, with whole years to press. */
export function LastDayField({ from }: { from?: string }) {
  const t = useLeaseTexts()
  const form = Form.useFormInstance()
  const typed = Form.useWatch<string | undefined>('fromOn')
  const first = from ?? typed
  return (
    <Form.Item
      name="toOn"
      label={t('field.toOn')}
      rules={[
        { required: true, message: t('required') },
        {
          validator: (_rule, to?: string) =>
            to && first && to < first ? Promise.reject(new Error(t('form.daysWrong'))) : Promise.resolve(),
        },
      ]}
      extra={
        first ? (
          <span className="ls-years">
            {[1, 2, 3, 5].map(years => (
              <Button
                key={years}
                size="small"
                type="link"
                onClick={() => form.setFieldValue('toOn', endOfYears(first, years))}
              >
                {t('form.years', { years })}
              </Button>
            ))}
          </span>
        ) : null
      }
    >
      <DateField label={t('field.toOn')} />
    </Form.Item>
  )
}

/** The owners of what is chosen are the landlords, as long as nobody said otherwise. */
function OwnersFollow() {
  const form = Form.useFormInstance<CoreValues>()
  const premises = Form.useWatch<Choice[] | undefined>('premises')
  const filledIn = useRef<string>(undefined)
  const wanted = (premises ?? []).map(choice => choice.value).join(' ')
  useEffect(() => {
    const now = () => (form.getFieldValue('landlords') ?? []) as Choice[]
    const untouched = () =>
      now().length === 0 ||
      now()
        .map(one => one.value)
        .join(' ') === filledIn.current
    if (wanted === '' || !untouched()) return
    const control = new AbortController()
    const owners = async () => {
      const homes = await Promise.all(
        wanted
          .split(' ')
          .map(premisesId =>
            call(registry.readHouseholdOn, { params: { premisesId }, query: {}, signal: control.signal }),
          ),
      )
      const found = homes.flatMap(home => home.occupancies.filter(one => one.kind === 'owner'))
      return [...new Map(found.map(one => [one.personId, { value: one.personId, label: one.personName }])).values()]
    }
    // Who may not read households chooses by hand.
    void owners().then(
      choices => {
        if (control.signal.aborted || !untouched()) return
        filledIn.current = choices.map(one => one.value).join(' ')
        form.setFieldValue('landlords', choices)
      },
      () => undefined,
    )
    return () => control.abort()
  }, [wanted, form])
  return null
}
