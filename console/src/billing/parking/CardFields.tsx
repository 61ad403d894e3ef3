import { billing } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { Checkbox, Form, Radio } from 'antd'
import { useEffect } from 'react'
import { call } from '../../api.ts'
import { useCommunity } from '../../community.tsx'
import { useSpace } from '../../registry/spaces/space.ts'
import { FindOne } from '../../registry/vehicles/FindSelect.tsx'
import { findSpaces } from '../../registry/vehicles/find.ts'
import { useCan } from '../../session.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { DateField } from '../DateField.tsx'
import type { ParkingValues } from './parking-form.ts'
import { useParkingTexts } from './texts.ts'

/** What covers of the stay: days, or the leases and rules of a space. */
export function CardFields() {
  const t = useParkingTexts()
  const mayFind = useCan('registry.spaces.read')
  const card = Form.useWatch('card', Form.useFormInstance<ParkingValues>()) ?? 'none'
  const kinds = mayFind ? (['none', 'days', 'space'] as const) : (['none', 'days'] as const)
  return (
    <fieldset>
      <legend>{t('card')}</legend>
      <Form.Item name="card" aria-label={t('card')}>
        <Radio.Group
          optionType="button"
          aria-label={t('card')}
          options={kinds.map(value => ({ value, label: t(`card.${value}`) }))}
        />
      </Form.Item>
      {card === 'days' ? <Days /> : null}
      {card === 'space' ? <OfSpace /> : null}
    </fieldset>
  )
}

function Days() {
  const t = useParkingTexts()
  return (
    <div className="c-form__pair">
      <Form.Item name="cardFrom" label={t('cardFrom')} rules={[{ required: true, message: t('required') }]}>
        <DateField />
      </Form.Item>
      <Form.Item name="cardTo" label={t('cardTo')} extra={t('cardToHint')}>
        <DateField />
      </Form.Item>
    </div>
  )
}

function OfSpace() {
  const t = useParkingTexts()
  const { id: communityId } = useCommunity()
  const space = Form.useWatch('space', Form.useFormInstance<ParkingValues>())
  if (communityId === undefined) return <p className="c-form__note">{t('spaceNeedsCommunity')}</p>
  return (
    <>
      <Form.Item name="space" label={t('space')}>
        <FindOne name={`spaces ${communityId}`} find={findSpaces(communityId)} placeholder={t('findSpace')} />
      </Form.Item>
      {space ? <Covers key={space.value} spaceId={space.value} /> : null}
    </>
  )
}

/** The leases of a space and the rules charged on it; all of them cover until somebody says otherwise. */
function Covers({ spaceId }: { spaceId: string }) {
  const t = useParkingTexts()
  const form = Form.useFormInstance<ParkingValues>()
  const mayReadRules = useCan('billing.rules.read')
  const leases = useSpace(spaceId)
  const rules = useQuery({
    queryKey: [billing.listAssignments.path, 'of', spaceId],
    enabled: mayReadRules,
    queryFn: ({ signal }) => call(billing.listAssignments, { query: { premisesId: spaceId, limit: 50 }, signal }),
  })
  const isReady = leases.data !== undefined && (!mayReadRules || rules.data !== undefined)
  const days = (from: string, to: string | null) => t('until', { from, to: to ?? t('noEnd') })
  const options = [
    ...(leases.data?.leases ?? [])
      .filter(lease => lease.state !== 'cancelled')
      .map(lease => ({
        value: `lease:${lease.id}`,
        label: `${t('lease', { holder: lease.holderName || t('nobody') })} ${days(lease.fromOn, lease.endedOn ?? lease.toOn)}`,
      })),
    ...(rules.data?.items ?? []).map(one => ({
      value: `assignment:${one.id}`,
      label: `${one.ruleName} ${days(one.startsOn, one.endsOn)}`,
    })),
  ]
  const all = options.map(option => option.value).join(' ')
  useEffect(() => {
    if (isReady) form.setFieldValue('cards', all === '' ? [] : all.split(' '))
  }, [isReady, all, form])
  const error = leases.error ?? rules.error
  if (error) return <FailureNotice error={error} retry={() => void Promise.all([leases.refetch(), rules.refetch()])} />
  if (!isReady) return <div className="c-bone" style={{ height: 48 }} />
  if (options.length === 0) return <p className="c-form__note">{t('coversNothing')}</p>
  return (
    <Form.Item name="cards" label={t('covers')}>
      <Checkbox.Group options={options} className="c-parking__covers" />
    </Form.Item>
  )
}
