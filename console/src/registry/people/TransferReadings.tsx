import { metering, type WireResponseOf } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { Alert, Form, Input } from 'antd'
import { Fragment } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../../api.ts'
import { BandFields, typedBands } from '../../metering/BandFields.tsx'
import { READING, renewReadings } from '../../metering/reading.ts'
import { useMeterTexts } from '../../metering/texts.ts'
import { useCan } from '../../session.tsx'
import { useMoveTexts } from './move-texts.ts'

type Meter = WireResponseOf<typeof metering.listMeters>['items'][number]
export type HomeMeter = Meter & { last: { on: string; value: string } | null }

/** What a meter shows on the day, and its parts of the day, by the meter's id. */
export type ReadValues = Record<string, { value?: string; bands?: Record<string, string | undefined> } | undefined>

const SHOWN = 20

/**
 * What the household meters show on the day of a transfer: read, it is where the seller's bill ends; left empty, what the next reading covers is
 * shared by days.
 */
export function TransferReadings({ meters, today }: { meters: readonly HomeMeter[]; today: string }) {
  const t = useMoveTexts()
  const kinds = useMeterTexts()
  const may = useCan('metering.readings.enter')
  const on = Form.useWatch<string | null | undefined>('on')
  if (meters.length === 0) return null
  if (!may || (on && on > today))
    return (
      <Alert className="rg-alike" type="info" showIcon title={t(may ? 'transfer.readLater' : 'transfer.readByDays')} />
    )
  return (
    <fieldset className="rg-list">
      <legend>{t('transfer.readings')}</legend>
      <p className="rg-list__hint">{t('transfer.readingsHint')}</p>
      {meters.map(({ id, code, kind, bands, last }) => (
        <Fragment key={id}>
          <Form.Item
            name={['readings', id, 'value']}
            label={`${kinds(`kind.${kind}`)} ${code}`}
            extra={last ? t('transfer.lastRead', last) : t('transfer.neverRead')}
            rules={[{ pattern: READING, message: t('transfer.readingWrong') }]}
          >
            <Input inputMode="decimal" autoComplete="off" placeholder={t('transfer.readingEmpty')} />
          </Form.Item>
          <BandFields name={['readings', id, 'bands']} whole={['readings', id, 'value']} bands={bands} />
        </Fragment>
      ))}
    </fieldset>
  )
}

/** The household meters in use, each with its last reading that counts. */
export function useHomeMeters(premisesId: string): HomeMeter[] {
  const [mayMeters, mayReadings] = [useCan('metering.meters.read'), useCan('metering.readings.read')]
  const meters = useQuery({
    queryKey: [metering.listMeters.path, 'transfer', premisesId],
    queryFn: ({ signal }) =>
      call(metering.listMeters, {
        query: { premisesId, level: 'household', state: 'active', limit: SHOWN },
        signal,
      }),
    enabled: mayMeters,
  })
  const readings = useQuery({
    queryKey: [metering.listReadings.path, 'transfer', premisesId],
    queryFn: ({ signal }) =>
      call(metering.listReadings, { query: { premisesId, state: 'approved', sort: '-readOn', limit: 100 }, signal }),
    enabled: mayReadings,
  })
  return (meters.data?.items ?? []).map(meter => {
    const last = readings.data?.items.find(reading => reading.meterId === meter.id)
    return { ...meter, last: last ? { on: last.readOn, value: last.value } : null }
  })
}

/** Enters what was read on the day; each meter has one id, so a retry enters nothing twice. Nothing is sent where nothing was read. */
export async function enterTransferReadings(
  readings: ReadValues | undefined,
  meters: readonly HomeMeter[],
  about: { on: string; note: string; ids: Map<string, string> },
): Promise<void> {
  const found = meters.flatMap(({ id: meterId, bands }) => {
    const read = readings?.[meterId]
    const value = read?.value?.trim()
    if (!value) return []
    const id = about.ids.get(meterId) ?? newId()
    about.ids.set(meterId, id)
    return [{ id, meterId, value, bands: typedBands(bands, read?.bands), readOn: about.on, note: about.note }]
  })
  const [first] = meters
  if (found.length === 0 || !first) return
  await call(metering.enterReadings, { body: { communityId: first.communityId, readings: found } })
  renewReadings()
}
