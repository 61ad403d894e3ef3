import { ledger, type WireResponseOf } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { App, Form, Select } from 'antd'
import { Building2 } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import { call, queryClient } from '../../api.ts'
import { useCommunity } from '../../community.tsx'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { useDelayed } from '../../shell/states/useDelayed.ts'
import { DateField } from '../DateField.tsx'
import { GatedButton } from '../GatedButton.tsx'
import { useGate } from '../useGate.ts'
import { useItemTexts } from './texts.ts'
import { useEntities } from './useEntities.ts'

type Named = WireResponseOf<typeof ledger.listCommunityEntities>

const keyOf = (communityId: string) => [ledger.listCommunityEntities.path, communityId]

/** Which legal entity bills in a community, from which day on. */
export function CommunityEntities() {
  const t = useItemTexts()
  const id = useId()
  const { id: chosen, all } = useCommunity()
  const [picked, setPicked] = useState<string>()
  const [naming, setNaming] = useState(false)
  const gate = useGate('billing.rules.manage')
  const entities = useEntities()
  const community = all.find(one => one.id === (picked ?? chosen)) ?? all[0]
  if (!community) return null
  const reason = gate ?? (entities.data?.items.length === 0 ? t('entitiesFirst') : null)
  return (
    <section>
      <h2>
        {t('communityEntities')}
        <GatedButton
          size="small"
          icon={<Building2 size={12} aria-hidden />}
          reason={reason}
          onClick={() => setNaming(true)}
        >
          {t('nameEntity')}
        </GatedButton>
      </h2>
      <p className="c-form__note">{t('communityEntitiesHint')}</p>
      <label htmlFor={id} className="c-unseen">
        {t('community')}
      </label>
      <Select
        id={id}
        style={{ width: 240, marginBottom: 8 }}
        value={community.id}
        onChange={setPicked}
        options={all.map(one => ({ value: one.id, label: one.name }))}
      />
      <NamedList key={community.id} communityId={community.id} />
      {naming ? <NameForm community={community} close={() => setNaming(false)} /> : null}
    </section>
  )
}

function NamedList({ communityId }: { communityId: string }) {
  const t = useItemTexts()
  const { data, error, refetch } = useQuery({
    queryKey: keyOf(communityId),
    queryFn: ({ signal }) => call(ledger.listCommunityEntities, { params: { communityId }, signal }),
  })
  const slow = useDelayed(!data && !error)
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  if (!data) return slow ? <div className="c-bone" style={{ height: 60 }} /> : null
  if (data.items.length === 0) return <p className="c-sections__none">{t('noCommunityEntity')}</p>
  return (
    <table className="c-lines" aria-label={t('communityEntities')}>
      <thead>
        <tr>
          <th scope="col">{t('from')}</th>
          <th scope="col" className="c-lines__text">
            {t('entity')}
          </th>
        </tr>
      </thead>
      <tbody>
        {data.items.map(one => (
          <tr key={one.fromOn}>
            <th scope="row">{one.fromOn}</th>
            <td className="c-lines__text">{one.legalEntityName}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface Naming {
  legalEntityId: string
  fromOn: string
}

interface NameFormProps {
  community: { id: string; name: string }
  close: () => void
}

function NameForm({ community, close }: NameFormProps) {
  const t = useItemTexts()
  const { message } = App.useApp()
  const { data } = useEntities()
  // As the list stood when the form was opened: who names another for the same day meanwhile is not overwritten, but shown.
  const known = useRef(queryClient.getQueryData<Named>(keyOf(community.id))?.items ?? [])
  const asked = useRef('')
  const wasOn = (day: string) => known.current.find(one => one.fromOn === day)?.legalEntityId ?? null
  const present = async () => {
    const now = await call(ledger.listCommunityEntities, { params: { communityId: community.id } })
    queryClient.setQueryData(keyOf(community.id), now)
    known.current = now.items
    const theirs = wasOn(asked.current)
    // A naming has no version: what is compared is whose the day was.
    return { version: 0, values: theirs ? { legalEntityId: theirs } : {} }
  }
  return (
    <FormDrawer<Naming, Named>
      open
      onClose={close}
      title={t('nameEntityTitle', { community: community.name })}
      intro={t('nameEntityIntro')}
      submitText={t('nameEntity')}
      submit={(body, idempotencyKey) => {
        asked.current = body.fromOn
        return call(ledger.nameCommunityEntity, {
          params: { communityId: community.id },
          body: { ...body, was: wasOn(body.fromOn) },
          idempotencyKey,
        })
      }}
      conflicts={{
        version: 0,
        present,
        labels: { legalEntityId: t('entity') },
        show: (_field, value) => data?.items.find(one => one.id === value)?.name,
      }}
      onDone={named => {
        queryClient.setQueryData(keyOf(community.id), named)
        close()
        void message.success(t('entityNamed', { community: community.name }))
      }}
    >
      <Form.Item name="legalEntityId" label={t('entity')} rules={[{ required: true, message: t('entityMissing') }]}>
        <Select options={(data?.items ?? []).map(one => ({ value: one.id, label: one.name }))} />
      </Form.Item>
      <Form.Item
        name="fromOn"
        label={t('from')}
        rules={[{ required: true, message: t('fromMissing') }]}
        validateTrigger="onChange"
      >
        <DateField />
      </Form.Item>
    </FormDrawer>
  )
}
