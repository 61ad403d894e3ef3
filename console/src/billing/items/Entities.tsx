import { ledger } from '@anju/contract'
import { App, Button, Form, Input, Select } from 'antd'
import { Building2 } from 'lucide-react'
import { useState } from 'react'
import { call, queryClient } from '../../api.ts'
import { conflictsOf } from '../../shell/form/conflicts-of.ts'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { ExportButton } from '../../shell/list/index.ts'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { GatedButton } from '../GatedButton.tsx'
import { OnceOpen } from '../OnceOpen.tsx'
import { useGate } from '../useGate.ts'
import { useItemTexts } from './texts.ts'
import { ENTITIES_KEY, type Entity, useEntities } from './useEntities.ts'

/** The legal entities of the company. */
export function Entities() {
  const t = useItemTexts()
  const { message } = App.useApp()
  const { data, error, refetch } = useEntities()
  const [editing, setEditing] = useState<Entity | 'new' | null>(null)
  const gate = useGate('billing.rules.manage')
  const done = (saved: Entity) => {
    setEditing(null)
    message.success(t('saved', { name: saved.name }))
    void queryClient.invalidateQueries({ queryKey: ENTITIES_KEY })
  }
  return (
    <section>
      <h2>
        {t('entities')}
        <GatedButton
          size="small"
          icon={<Building2 size={12} aria-hidden />}
          reason={gate}
          onClick={() => setEditing('new')}
        >
          {t('addEntity')}
        </GatedButton>
        <ExportButton small route={ledger.exportLegalEntities} query={{}} name={t('entities')} />
      </h2>
      {error ? <FailureNotice error={error} retry={() => void refetch()} /> : null}
      {data?.items.length === 0 ? <p className="c-sections__none">{t('noEntities')}</p> : null}
      {data && data.items.length > 0 ? (
        <table className="c-lines" aria-label={t('entities')}>
          <tbody>
            {data.items.map(entity => (
              <tr key={entity.id}>
                <th scope="row">{entity.name}</th>
                <td>{entity.taxNumber ?? '–'}</td>
                <td>{t(`taxpayer.${entity.taxpayer}`)}</td>
                <td>
                  {gate ? null : (
                    <Button type="link" size="small" onClick={() => setEditing(entity)}>
                      {t('edit')}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      <OnceOpen open={editing !== null}>
        <EntityForm
          key={editing === null || editing === 'new' ? 'new' : editing.id}
          entity={editing === 'new' ? null : editing}
          open={editing !== null}
          close={() => setEditing(null)}
          done={done}
        />
      </OnceOpen>
    </section>
  )
}

interface EntityFormProps {
  entity: Entity | null
  open: boolean
  close: () => void
  done: (entity: Entity) => void
}

type Values = Pick<Entity, 'name' | 'taxpayer'> & { taxNumber?: string | null }

function EntityForm({ entity, open, close, done }: EntityFormProps) {
  const t = useItemTexts()
  const submit = ({ name, taxpayer, taxNumber }: Values, idempotencyKey: string, version: number) => {
    const facts = { name, taxpayer, taxNumber: taxNumber || null }
    return entity
      ? call(ledger.editLegalEntity, {
          params: { entityId: entity.id },
          body: { ...facts, version },
          idempotencyKey,
        })
      : call(ledger.createLegalEntity, { body: { ...facts, id: idempotencyKey }, idempotencyKey })
  }
  const conflicts = conflictsOf<Entity, Values>(entity, {
    read: async () => (await call(ledger.listLegalEntities)).items.find(one => one.id === entity?.id),
    values: ({ name, taxNumber, taxpayer }) => ({ name, taxNumber, taxpayer }),
    labels: { name: t('entityName'), taxNumber: t('taxNumber'), taxpayer: t('taxpayer') },
    show: (field, value) => (field === 'taxpayer' ? t(`taxpayer.${value as Entity['taxpayer']}`) : undefined),
  })
  return (
    <FormDrawer<Values, Entity>
      open={open}
      onClose={close}
      title={t('entityTitle')}
      initialValues={entity ?? { taxpayer: 'general' }}
      submit={submit}
      conflicts={conflicts}
      refusedAt={{ 'ledger.entity_name_taken': 'name' }}
      onDone={done}
    >
      <Form.Item
        name="name"
        label={t('entityName')}
        rules={[{ required: true, whitespace: true, message: t('nameMissing') }]}
      >
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="taxNumber"
        label={t('taxNumber')}
        rules={[{ pattern: /^[0-9A-Z]{15,20}$/, message: t('taxNumberWrong') }]}
      >
        <Input maxLength={20} autoComplete="off" />
      </Form.Item>
      <Form.Item name="taxpayer" label={t('taxpayer')} required>
        <Select options={(['general', 'small'] as const).map(value => ({ value, label: t(`taxpayer.${value}`) }))} />
      </Form.Item>
    </FormDrawer>
  )
}
