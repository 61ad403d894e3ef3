import { registry } from '@anju/contract'
import { comma } from '@anju/ui'
import { App, Button, Checkbox, Form, Input, Radio } from 'antd'
import { Plus } from 'lucide-react'
import { useRef } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../../api.ts'
import { CalendarDate } from '../../billing/CalendarField.tsx'
import { useRefusalText } from '../../refusal.ts'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { evenShares } from './even-shares.ts'
import { KeptFields } from './KeptFields.tsx'
import { ShareField } from './MoveFields.tsx'
import type { MoveFormProps } from './MoveInForm.tsx'
import { useMoveTexts } from './move-texts.ts'
import { OldVehicles } from './OldVehicles.tsx'
import { PersonSelect } from './PersonSelect.tsx'
import { type Household, type Occupancy, renewPeople } from './people.ts'
import {
  enterTransferReadings,
  type HomeMeter,
  type ReadValues,
  TransferReadings,
  useHomeMeters,
} from './TransferReadings.tsx'

interface Owner {
  id: string
  personId?: string
  share?: string | null
  resides?: boolean
}

interface Values {
  on: string
  owners: Owner[]
  oldFamily: 'ends' | 'stays'
  endVehicles: boolean
  forwarding?: string
  note?: string
  readings?: ReadValues
}

/** The transfer, and after it what was read on the day; why that was not entered is told, the transfer holds all the same. */
function useTransfer(premisesId: string, meters: readonly HomeMeter[]) {
  const t = useMoveTexts()
  const { message } = App.useApp()
  const explain = useRefusalText()
  const readingIds = useRef(new Map<string, string>())
  const unread = useRef<string>(undefined)
  const submit = async (values: Values, idempotencyKey: string) => {
    const body = {
      on: values.on,
      owners: values.owners.map(({ id, personId, share, resides }) => ({
        ...{ id, personId: personId ?? '', share: share?.trim() || null, resides: resides ?? true },
      })),
      oldFamily: values.oldFamily,
      oldVehicles: values.endVehicles ? ('end' as const) : ('stay' as const),
      forwarding: values.forwarding?.trim() || null,
      note: values.note ?? '',
    }
    const household = await call(registry.transferOwnership, { params: { premisesId }, body, idempotencyKey })
    const about = { on: values.on, note: t('transfer.readingNote'), ids: readingIds.current }
    try {
      await enterTransferReadings(values.readings, meters, about)
    } catch (error) {
      unread.current = explain(error)
    }
    return household
  }
  const tell = () => {
    if (unread.current) void message.warning(t('transfer.unread', { why: unread.current }), 10)
    else void message.success(t('transfer.done'))
  }
  return { submit, tell }
}

/** Transfer of ownership 过户: from which day, to whom, in which shares. */
export function TransferForm({
  open,
  close,
  premisesId,
  premisesLabel,
  owners,
  today,
}: MoveFormProps & { owners: Occupancy[]; today: string }) {
  const t = useMoveTexts()
  const meters = useHomeMeters(premisesId)
  const { submit, tell } = useTransfer(premisesId, meters)
  return (
    <FormDrawer<Values, Household>
      open={open}
      onClose={close}
      title={t('transfer.title', { label: premisesLabel })}
      intro={t('transfer.intro')}
      initialValues={{ owners: [{ id: newId(), resides: true }], oldFamily: 'ends', endVehicles: true }}
      submitText={t('transfer.submit')}
      submit={submit}
      onDone={() => {
        void renewPeople()
        close()
        tell()
      }}
    >
      <Form.Item label={t('transfer.old')}>
        <span>
          {owners.map(one => (one.share ? `${one.personName} (${one.share})` : one.personName)).join(comma())}
        </span>
      </Form.Item>
      <Form.Item name="on" label={t('transfer.on')} rules={[{ required: true, message: t('dateMissing') }]}>
        <CalendarDate />
      </Form.Item>
      <TransferReadings meters={meters} today={today} />
      <NewOwners />
      <Form.Item name="oldFamily" label={t('transfer.family')}>
        <Radio.Group
          options={[
            { value: 'ends', label: t('transfer.familyEnds') },
            { value: 'stays', label: t('transfer.familyStays') },
          ]}
        />
      </Form.Item>
      <OldVehicles premisesId={premisesId} today={today} />
      <Form.Item name="forwarding" label={t('forwarding')}>
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
      <Form.Item name="note" label={t('note')}>
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
    </FormDrawer>
  )
}

function NewOwners() {
  const t = useMoveTexts()
  const form = Form.useFormInstance<Values>()
  const owners = Form.useWatch<Owner[]>('owners') ?? []
  const split = () => {
    const shares = evenShares(owners.length)
    form.setFieldValue(
      'owners',
      owners.map((owner, index) => ({ ...owner, share: shares[index] })),
    )
  }
  return (
    <Form.List name="owners">
      {(fields, list) => (
        <>
          {fields.map(field => (
            <fieldset key={field.key} className="rg-mover">
              <KeptFields index={field.name} names={['id']} />
              <Form.Item
                name={[field.name, 'personId']}
                label={t('transfer.new')}
                rules={[{ required: true, message: t('personMissing') }]}
              >
                <PersonSelect />
              </Form.Item>
              <ShareField name={[field.name, 'share']} hint={fields.length === 1 ? t('shareHint') : undefined} />
              <Form.Item name={[field.name, 'resides']} valuePropName="checked" noStyle>
                <Checkbox>{t('resides')}</Checkbox>
              </Form.Item>
              {fields.length > 1 ? (
                <Button type="link" danger size="small" onClick={() => list.remove(field.name)}>
                  {t('in.remove')}
                </Button>
              ) : null}
            </fieldset>
          ))}
          <div className="rg-mover__more">
            <Button
              type="dashed"
              icon={<Plus size={14} aria-hidden />}
              onClick={() => list.add({ id: newId(), resides: true })}
            >
              {t('transfer.addOwner')}
            </Button>
            {owners.length > 1 ? <Button onClick={split}>{t('splitEvenly')}</Button> : null}
          </div>
        </>
      )}
    </Form.List>
  )
}
