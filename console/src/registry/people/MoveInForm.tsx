import { registry } from '@anju/contract'
import { App, Button, Form, Input } from 'antd'
import { Plus } from 'lucide-react'
import { v7 as newId } from 'uuid'
import { call } from '../../api.ts'
import { CalendarDate } from '../../billing/CalendarField.tsx'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { KeptFields } from './KeptFields.tsx'
import { KindFields } from './MoveFields.tsx'
import { useMoveTexts } from './move-texts.ts'
import { PersonSelect } from './PersonSelect.tsx'
import { type Household, renewPeople } from './people.ts'

type Mover = {
  id: string
  personId?: string
  kind: 'owner' | 'family' | 'tenant' | 'temporary'
  share?: string | null
  relation?: 'spouse' | 'child' | 'parent' | 'sibling' | 'other' | null
  resides?: boolean
  toOn?: string | null
  note?: string
}

interface Values {
  on: string
  movers: Mover[]
}

export interface MoveFormProps {
  open: boolean
  close: () => void
  premisesId: string
  premisesLabel: string
}

/** Moves people into premises: who, as what, from which day. */
export function MoveInForm({ open, close, premisesId, premisesLabel }: MoveFormProps) {
  const t = useMoveTexts()
  const { message } = App.useApp()
  const submit = ({ on, movers }: Values, idempotencyKey: string) =>
    call(registry.moveIn, { params: { premisesId }, body: { on, movers: movers.map(asked) }, idempotencyKey })
  return (
    <FormDrawer<Values, Household>
      open={open}
      onClose={close}
      title={t('in.title', { label: premisesLabel })}
      intro={t('in.intro')}
      initialValues={{ movers: [freshMover('owner')] }}
      submitText={t('in.submit')}
      submit={submit}
      onDone={() => {
        void renewPeople()
        close()
        void message.success(t('in.done'))
      }}
    >
      <Form.Item name="on" label={t('date')} rules={[{ required: true, message: t('dateMissing') }]}>
        <CalendarDate />
      </Form.Item>
      <Form.List name="movers">
        {(fields, list) => (
          <>
            {fields.map(field => (
              <fieldset key={field.key} className="rg-mover">
                <KeptFields index={field.name} names={['id']} />
                <MoverFields index={field.name} />
                {fields.length > 1 ? (
                  <Button type="link" danger size="small" onClick={() => list.remove(field.name)}>
                    {t('in.remove')}
                  </Button>
                ) : null}
              </fieldset>
            ))}
            <Button
              type="dashed"
              block
              icon={<Plus size={14} aria-hidden />}
              onClick={() => list.add(freshMover('family'))}
            >
              {t('in.addPerson')}
            </Button>
          </>
        )}
      </Form.List>
    </FormDrawer>
  )
}

function MoverFields({ index }: { index: number }) {
  const t = useMoveTexts()
  return (
    <>
      <Form.Item
        name={[index, 'personId']}
        label={t('person')}
        rules={[{ required: true, message: t('personMissing') }]}
      >
        <PersonSelect />
      </Form.Item>
      <MoverKind index={index} />
      <Form.Item name={[index, 'toOn']} label={t('until')} extra={t('untilHint')}>
        <CalendarDate />
      </Form.Item>
      <Form.Item name={[index, 'note']} label={t('note')}>
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
    </>
  )
}

/** Fields of a list are named within it; what they hold is asked by the whole path. */
function MoverKind({ index }: { index: number }) {
  return <KindFields at={name => [index, name]} watch={name => ['movers', index, name]} />
}

/** Somebody who is still to be chosen. */
function freshMover(kind: Mover['kind']): Mover {
  return { id: newId(), kind, resides: true }
}

function asked(mover: Mover) {
  return {
    id: mover.id,
    personId: mover.personId ?? '',
    kind: mover.kind,
    share: mover.share?.trim() || null,
    relation: mover.relation ?? null,
    resides: mover.resides ?? true,
    toOn: mover.toOn ?? null,
    note: mover.note ?? '',
  }
}
