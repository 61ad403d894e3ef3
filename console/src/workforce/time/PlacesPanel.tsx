import { type WireResponseOf, workforce } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { App, Button, Form, Input, InputNumber, Select, Switch } from 'antd'
import { LocateFixed, MapPin, Plus } from 'lucide-react'
import { useRef, useState } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../../api.ts'
import { useCommunity } from '../../community.tsx'
import { ReasonButton } from '../../identity/ReasonButton.tsx'
import { conflictsOf } from '../../shell/form/conflicts-of.ts'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { ExportButton } from '../../shell/list/index.ts'
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { StatePage } from '../../shell/states/StatePage.tsx'
import { renewWorkforce, useReason } from '../workforce.ts'
import { useTimeTexts } from './texts.ts'

type Place = WireResponseOf<typeof workforce.listClockPlaces>['items'][number]

/** Where one clocks in. */
export function PlacesPanel() {
  const t = useTimeTexts()
  const community = useCommunity()
  const reason = useReason('workforce.attendance.manage')
  const [editing, setEditing] = useState<Place | 'new'>()
  const { data, error, refetch } = useQuery({
    queryKey: [workforce.listClockPlaces.path, community.id],
    queryFn: async ({ signal }) =>
      (await call(workforce.listClockPlaces, { query: { communityId: community.id }, signal })).items,
  })
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  return (
    <div className="wf-sections">
      <div className="wf-tools">
        <ReasonButton
          type="primary"
          icon={<Plus size={14} aria-hidden />}
          onClick={() => setEditing('new')}
          reason={reason}
        >
          {t('newPlace')}
        </ReasonButton>
        <ExportButton
          route={workforce.exportClockPlaces}
          query={{ communityId: community.id }}
          name={t('tab.places')}
        />
      </div>
      {data?.length === 0 ? (
        <StatePage level="part" icon={MapPin} title={t('places.empty')}>
          {t('places.emptyText')}
        </StatePage>
      ) : null}
      <ul className="wf-documents">
        {data?.map(place => (
          <li key={place.id}>
            <MapPin size={14} aria-hidden />
            <strong>{place.name}</strong>
            <small>
              {place.communityName} · {place.latitude}, {place.longitude} · {place.radiusM} m
            </small>
            {place.active ? null : <StatusTag tone="neutral">{t('place.inactive')}</StatusTag>}
            <span className="wf-end">
              <ReasonButton size="small" type="text" onClick={() => setEditing(place)} reason={reason}>
                {t('edit')}
              </ReasonButton>
            </span>
          </li>
        ))}
      </ul>
      {editing ? (
        <PlaceDrawer place={editing === 'new' ? undefined : editing} close={() => setEditing(undefined)} />
      ) : null}
    </div>
  )
}

type Values = Pick<Place, 'communityId' | 'name' | 'latitude' | 'longitude' | 'radiusM' | 'active'>

function PlaceDrawer({ place, close }: { place: Place | undefined; close: () => void }) {
  const t = useTimeTexts()
  const { message } = App.useApp()
  const { all, id: here } = useCommunity()
  const id = useRef(newId())
  const submit = ({ communityId, active, ...body }: Values, idempotencyKey: string, version: number) =>
    place
      ? call(workforce.editClockPlace, {
          params: { placeId: place.id },
          body: { ...body, active, version },
          idempotencyKey,
        })
      : call(workforce.createClockPlace, { body: { ...body, communityId, id: id.current }, idempotencyKey })
  const conflicts = conflictsOf<Place, Values>(place, {
    read: async () => (await call(workforce.listClockPlaces, { query: {} })).items.find(one => one.id === place?.id),
    values: ({ name, latitude, longitude, radiusM, active }) => ({ name, latitude, longitude, radiusM, active }),
    labels: {
      ...{ name: t('place.name'), latitude: t('place.latitude'), longitude: t('place.longitude') },
      ...{ radiusM: t('place.radius'), active: t('place.active') },
    },
  })
  const done = async (saved: Place) => {
    await renewWorkforce()
    close()
    void message.success(t('place.saved', { name: saved.name }))
  }
  return (
    <FormDrawer<Values, Place>
      open
      onClose={close}
      title={t(place ? 'editPlace' : 'newPlace')}
      initialValues={place ?? { communityId: here, radiusM: 200, active: true }}
      submit={submit}
      conflicts={conflicts}
      onDone={saved => void done(saved)}
    >
      <Form.Item
        name="communityId"
        label={t('place.community')}
        rules={[{ required: true, message: t('place.communityMissing') }]}
      >
        <Select
          disabled={place !== undefined}
          options={all.map(one => ({ value: one.id, label: one.name }))}
          showSearch={{ optionFilterProp: 'label' }}
        />
      </Form.Item>
      <Form.Item
        name="name"
        label={t('place.name')}
        rules={[{ required: true, whitespace: true, message: t('place.nameMissing') }]}
      >
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <PositionItems />
      <Form.Item name="radiusM" label={t('place.radius')} rules={[{ required: true }]}>
        <InputNumber min={20} max={5000} precision={0} />
      </Form.Item>
      {place ? (
        <Form.Item name="active" label={t('place.active')} valuePropName="checked">
          <Switch />
        </Form.Item>
      ) : null}
    </FormDrawer>
  )
}

function PositionItems() {
  const t = useTimeTexts()
  const { message } = App.useApp()
  const form = Form.useFormInstance<Values>()
  const locate = () =>
    navigator.geolocation?.getCurrentPosition(
      ({ coords }) => {
        const at = (value: number) => Math.round(value * 1e6) / 1e6
        form.setFieldsValue({ latitude: at(coords.latitude), longitude: at(coords.longitude) })
      },
      () => void message.warning(t('place.hereFailed')),
    )
  const coordinate = (name: 'latitude' | 'longitude', most: number) => (
    <Form.Item
      name={name}
      label={t(`place.${name}`)}
      rules={[{ required: true, message: t('place.coordinateMissing') }]}
    >
      <InputNumber min={-most} max={most} precision={6} style={{ width: 200 }} />
    </Form.Item>
  )
  return (
    <>
      {coordinate('latitude', 90)}
      {coordinate('longitude', 180)}
      <Form.Item>
        <Button icon={<LocateFixed size={14} aria-hidden />} onClick={locate}>
          {t('place.here')}
        </Button>
      </Form.Item>
    </>
  )
}
