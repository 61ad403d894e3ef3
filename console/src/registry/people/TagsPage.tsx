import { registry } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { Plus, Tag as TagIcon } from 'lucide-react'
import { useState } from 'react'
import { call } from '../../api.ts'
import { ReasonButton } from '../../identity/ReasonButton.tsx'
import { useRefusalText } from '../../refusal.ts'
import { useActor } from '../../session.tsx'
import { lazyPart } from '../../shell/lazy-part.tsx'
import { ExportButton } from '../../shell/list/index.ts'
import { PageHeader } from '../../shell/PageHeader.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { StatePage } from '../../shell/states/StatePage.tsx'
import { DrawerBones } from '../DrawerBones.tsx'
import { renewPeople, type TagRow, tagsQuery } from './people.ts'
import { usePersonTexts } from './person-texts.ts'
import { Tags } from './Tags.tsx'
import '../registry.css'
import './people.css'

const TagForm = lazyPart(async () => (await import('./TagForm.tsx')).TagForm, null)

/** The company's tags of people. */
export function TagsPage() {
  const t = usePersonTexts()
  const { data, error, refetch } = useQuery(tagsQuery)
  const companyWide = useActor().communityIds === null
  const [editing, setEditing] = useState<TagRow | 'new'>()
  const create = (
    <ReasonButton
      type="primary"
      icon={<Plus size={14} aria-hidden />}
      reason={companyWide ? undefined : t('tag.companyOnly')}
      onClick={() => setEditing('new')}
    >
      {t('tag.create')}
    </ReasonButton>
  )
  return (
    <div className="c-page">
      <PageHeader
        title={t('setup')}
        facts={t('setup.facts')}
        actions={
          <>
            <ExportButton route={registry.exportTags} query={{}} name={t('setup')} />
            {create}
          </>
        }
      />
      <div className="c-card rg-setup">
        {error && !data ? <FailureNotice error={error} retry={() => void refetch()} /> : null}
        {!data && !error ? <DrawerBones /> : null}
        {data?.items.length === 0 ? (
          <StatePage level="part" icon={TagIcon} title={t('tag.empty')}>
            {t('tag.emptyText')}
          </StatePage>
        ) : null}
        {data && data.items.length > 0 ? (
          <TagTable of={data.items} companyWide={companyWide} edit={setEditing} />
        ) : null}
      </div>
      {editing ? (
        <TagForm
          key={editing === 'new' ? 'new' : editing.id}
          tag={editing === 'new' ? undefined : editing}
          close={() => setEditing(undefined)}
        />
      ) : null}
    </div>
  )
}

function TagTable({ of, companyWide, edit }: { of: TagRow[]; companyWide: boolean; edit: (tag: TagRow) => void }) {
  const t = usePersonTexts()
  return (
    <table className="rg-table" aria-label={t('setup')}>
      <thead>
        <tr>
          <th scope="col">{t('tag.name')}</th>
          <th scope="col" className="rg-num">
            {t('tag.people')}
          </th>
          <td />
        </tr>
      </thead>
      <tbody>
        {of.map(tag => (
          <tr key={tag.id}>
            <th scope="row">
              <Tags of={[tag]} />
            </th>
            <td className="rg-num c-number">{tag.peopleCount}</td>
            <td className="rg-deeds">
              <ReasonButton
                type="link"
                size="small"
                reason={companyWide ? undefined : t('tag.companyOnly')}
                onClick={() => edit(tag)}
                aria-label={`${t('tag.edit')} ${tag.name}`}
              >
                {t('edit')}
              </ReasonButton>
              <RemoveTag tag={tag} reason={companyWide ? undefined : t('tag.companyOnly')} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function RemoveTag({ tag, reason }: { tag: TagRow; reason: string | undefined }) {
  const t = usePersonTexts()
  const explain = useRefusalText()
  const { modal, message } = App.useApp()
  const ask = () =>
    modal.confirm({
      title: t('tag.removeTitle', { name: tag.name }),
      content: t('tag.removeText', { count: tag.peopleCount }),
      okText: t('tag.remove'),
      okButtonProps: { danger: true },
      cancelText: t('tag.cancel'),
      onOk: async () => {
        try {
          await call(registry.removeTag, { params: { tagId: tag.id }, body: { version: tag.version } })
        } catch (error) {
          void message.error(explain(error))
        }
        await renewPeople()
      },
    })
  if (reason) return null
  return (
    <Button type="link" size="small" danger onClick={ask} aria-label={`${t('tag.remove')} ${tag.name}`}>
      {t('tag.remove')}
    </Button>
  )
}
