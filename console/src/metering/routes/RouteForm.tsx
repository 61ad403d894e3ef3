import { metering } from '@anju/contract'
import { comma } from '@anju/ui'
import { Form, Input, Select } from 'antd'
import { useRef } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../../api.ts'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { NoneFound } from '../../shell/form/NoneFound.tsx'
import { METER_KINDS } from '../meter.ts'
import { useMeterTexts } from '../texts.ts'
import type { RouteDetail, RouteMeter } from './route.ts'
import { StopsField } from './StopsField.tsx'
import { useRouteTexts } from './texts.ts'
import { useReaders } from './useReaders.ts'

interface Values {
  name: string
  kind: RouteDetail['kind']
  readerId?: string | null
  meters?: RouteMeter[]
}

const valuesOf = ({ name, kind, readerId, meters }: RouteDetail): Values => ({ name, kind, readerId, meters })

interface RouteFormProps {
  community: { id: string; name: string }
  /** The route to change; undefined lays a new one. */
  route?: RouteDetail
  close: () => void
  done: (route: RouteDetail) => void
}

/** Lays a route, or changes its name, its reader or its order. */
export function RouteForm({ community, route, close, done }: RouteFormProps) {
  const t = useRouteTexts()
  const id = useRef(newId())
  return (
    <FormDrawer<Values, RouteDetail>
      open
      onClose={close}
      title={route ? t('editTitle', { name: route.name }) : t('createTitle')}
      intro={route ? undefined : community.name}
      submitText={route ? undefined : t('create')}
      initialValues={route ? valuesOf(route) : { kind: 'water-cold', meters: [] }}
      conflicts={route ? conflictsOf(route, t) : undefined}
      submit={({ name, kind, readerId, meters = [] }, idempotencyKey, version) => {
        const words = { name, readerId: readerId ?? null, meterIds: meters.map(meter => meter.id) }
        return route
          ? call(metering.editRoute, { params: { routeId: route.id }, body: { ...words, version }, idempotencyKey })
          : call(metering.addRoute, {
              body: { ...words, id: id.current, communityId: community.id, kind },
              idempotencyKey,
            })
      }}
      refusedAt={{ 'metering.route_name_taken': 'name' }}
      onDone={done}
    >
      <Form.Item
        name="name"
        label={t('name')}
        rules={[{ required: true, whitespace: true, message: t('nameMissing') }]}
      >
        <Input maxLength={100} autoComplete="off" placeholder={t('namePlaceholder')} />
      </Form.Item>
      <KindField fixed={route !== undefined} />
      <ReaderField communityId={community.id} of={route} />
      <Meters communityId={community.id} />
    </FormDrawer>
  )
}

function conflictsOf(route: RouteDetail, t: ReturnType<typeof useRouteTexts>) {
  return {
    version: route.version,
    present: async () => {
      const now = await call(metering.readRoute, { params: { routeId: route.id } })
      return { version: now.version, values: valuesOf(now) }
    },
    labels: { name: t('name'), readerId: t('reader'), meters: t('meters') },
    show: (field: keyof Values, value: unknown) =>
      field === 'meters'
        ? (value as RouteMeter[] | undefined)?.map(meter => meter.code).join(comma()) || '–'
        : field === 'readerId'
          ? value === route.readerId
            ? (route.readerName ?? t('nobody'))
            : undefined
          : undefined,
  }
}

function KindField({ fixed }: { fixed: boolean }) {
  const t = useRouteTexts()
  const meters = useMeterTexts()
  const form = Form.useFormInstance<Values>()
  return (
    <Form.Item name="kind" label={t('kind')} required>
      <Select
        disabled={fixed}
        // Meters of another kind do not stand on it.
        onChange={() => form.setFieldsValue({ meters: [] })}
        options={METER_KINDS.map(value => ({ value, label: meters(`kind.${value}`) }))}
      />
    </Form.Item>
  )
}

/** Who walks it; somebody who may read no more is still shown. */
function ReaderField({ communityId, of }: { communityId: string; of: RouteDetail | undefined }) {
  const t = useRouteTexts()
  const { data, isPending } = useReaders(communityId)
  const readers = data ?? []
  const known = of?.readerId && !readers.some(reader => reader.id === of.readerId)
  const options = known ? [{ id: of.readerId ?? '', name: of.readerName ?? '' }, ...readers] : readers
  return (
    <Form.Item name="readerId" label={t('reader')} extra={t('readerHint')}>
      <Select
        allowClear
        loading={isPending}
        placeholder={t('nobody')}
        notFoundContent={data ? <NoneFound selectId="readerId">{t('noReaders')}</NoneFound> : null}
        showSearch={{ optionFilterProp: 'label' }}
        options={options.map(({ id, name }) => ({ value: id, label: name }))}
      />
    </Form.Item>
  )
}

function Meters({ communityId }: { communityId: string }) {
  const t = useRouteTexts()
  const kind = Form.useWatch('kind', Form.useFormInstance<Values>()) ?? 'water-cold'
  return (
    <Form.Item name="meters" label={t('meters')} extra={t('metersHint')}>
      <StopsField communityId={communityId} kind={kind} />
    </Form.Item>
  )
}
