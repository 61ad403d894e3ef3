import { registry, type WireResponseOf } from '@anju/contract'
import { comma } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { Plus, TableProperties } from 'lucide-react'
import { useState } from 'react'
import { call } from '../../api.ts'
import { ReasonButton } from '../../identity/ReasonButton.tsx'
import { useActor } from '../../session.tsx'
import { lazyPart } from '../../shell/lazy-part.tsx'
import { ExportButton, listKey } from '../../shell/list/index.ts'
import { PageHeader } from '../../shell/PageHeader.tsx'
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { StatePage } from '../../shell/states/StatePage.tsx'
import { DrawerBones } from '../DrawerBones.tsx'
import { useFieldTexts } from './field-texts.ts'
import '../registry.css'
import './people.css'

const FieldForm = lazyPart(async () => (await import('./FieldForm.tsx')).FieldForm, null)

type Field = WireResponseOf<typeof registry.listCustomFields>['items'][number]

/** The fields that the company adds to people, premises and vehicles. */
export function FieldsPage() {
  const t = useFieldTexts()
  const { data, error, refetch } = useQuery({
    queryKey: listKey(registry.listCustomFields),
    queryFn: ({ signal }) => call(registry.listCustomFields, { query: {}, signal }),
  })
  const reason = useActor().communityIds === null ? undefined : t('companyOnly')
  const [editing, setEditing] = useState<Field | 'new'>()
  return (
    <div className="c-page">
      <PageHeader
        title={t('title')}
        facts={t('facts')}
        actions={
          <>
            <ExportButton route={registry.exportCustomFields} query={{}} name={t('title')} />
            <ReasonButton
              type="primary"
              icon={<Plus size={14} aria-hidden />}
              reason={reason}
              onClick={() => setEditing('new')}
            >
              {t('create')}
            </ReasonButton>
          </>
        }
      />
      <div className="c-card rg-setup">
        {error && !data ? <FailureNotice error={error} retry={() => void refetch()} /> : null}
        {!data && !error ? <DrawerBones /> : null}
        {data?.items.length === 0 ? (
          <StatePage level="part" icon={TableProperties} title={t('none')}>
            {t('noneText')}
          </StatePage>
        ) : null}
        {data && data.items.length > 0 ? <FieldTable of={data.items} reason={reason} edit={setEditing} /> : null}
      </div>
      {editing ? (
        <FieldForm
          key={editing === 'new' ? 'new' : editing.id}
          field={editing === 'new' ? undefined : editing}
          close={() => setEditing(undefined)}
        />
      ) : null}
    </div>
  )
}

function FieldTable({ of, reason, edit }: { of: Field[]; reason: string | undefined; edit: (field: Field) => void }) {
  const t = useFieldTexts()
  return (
    <table className="rg-table" aria-label={t('title')}>
      <thead>
        <tr>
          <th scope="col">{t('label')}</th>
          <th scope="col">{t('subject')}</th>
          <th scope="col">{t('type')}</th>
          <th scope="col">{t('choices')}</th>
          <th scope="col">{t('required')}</th>
          <th scope="col">{t('state')}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {of.map(field => (
          <tr key={field.id} data-past={field.archived}>
            <th scope="row">{field.label}</th>
            <td>{t(`subject.${field.subject}`)}</td>
            <td>{t(`type.${field.type}`)}</td>
            <td>{field.choices.join(comma()) || '–'}</td>
            <td>{field.required ? t('yes') : t('no')}</td>
            <td>
              <StatusTag tone={field.archived ? 'neutral' : 'success'}>
                {field.archived ? t('state.off') : t('state.on')}
              </StatusTag>
            </td>
            <td className="rg-deeds">
              <ReasonButton
                type="link"
                size="small"
                reason={reason}
                onClick={() => edit(field)}
                aria-label={t('editTitle', { label: field.label })}
              >
                {t('edit')}
              </ReasonButton>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
