import { registry } from '@anju/contract'
import { DateText } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { FolderOpen, Plus } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { call } from '../../api.ts'
import { ReasonButton } from '../../identity/ReasonButton.tsx'
import { useCan } from '../../session.tsx'
import { ExportButton, listKey } from '../../shell/list/index.ts'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { NoPermission } from '../../shell/states/NoPermission.tsx'
import { StatePage } from '../../shell/states/StatePage.tsx'
import { DrawerBones } from '../DrawerBones.tsx'
import type { PlaceDocument } from './documents.ts'
import { DocumentName, Validity } from './parts.tsx'
import { useDocumentTexts } from './texts.ts'

const AddDocumentForm = lazy(async () => ({ default: (await import('./DocumentForms.tsx')).AddDocumentForm }))
const EditDocumentForm = lazy(async () => ({ default: (await import('./DocumentForms.tsx')).EditDocumentForm }))
const RemoveDocumentForm = lazy(async () => ({ default: (await import('./DocumentForms.tsx')).RemoveDocumentForm }))

interface DocumentsOfProps {
  communityId: string
  /** Null: the papers of the community as a whole. */
  premisesId: string | null
  /** Why nothing may be added here: premises that ended. */
  reason?: string | undefined
}

const LIMIT = 100

type Open = { add: true } | { edit: PlaceDocument } | { remove: PlaceDocument }

/** The papers of premises or of a community, for a tab of their page: adding, correcting, taking away, and what was taken away. */
export function DocumentsOf({ communityId, premisesId, reason }: DocumentsOfProps) {
  const t = useDocumentTexts()
  const [may, mayManage] = [useCan('registry.documents.read'), useCan('registry.documents.manage')]
  const [removed, setRemoved] = useState(false)
  const [open, setOpen] = useState<Open>()
  const close = () => setOpen(undefined)
  const filters = premisesId ? { premisesId } : { communityId, of: 'community' as const }
  const query = { ...filters, removed: removed ? ('yes' as const) : undefined, limit: LIMIT }
  const { data, error, refetch } = useQuery({
    queryKey: [...listKey(registry.listPlaceDocuments), query],
    enabled: may,
    queryFn: ({ signal }) => call(registry.listPlaceDocuments, { query, signal }),
  })
  if (!may) return <NoPermission level="part" permission="registry.documents.read" />
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  if (!data) return <DrawerBones />
  const noManage = mayManage ? undefined : t('noManage')
  const add = (
    <ReasonButton
      type="primary"
      icon={<Plus size={14} aria-hidden />}
      reason={noManage ?? reason}
      onClick={() => setOpen({ add: true })}
    >
      {t('add')}
    </ReasonButton>
  )
  return (
    <>
      <div className="rg-papers__bar">
        {removed ? null : add}
        <Button onClick={() => setRemoved(!removed)}>{t(removed ? 'removed.hide' : 'removed.show')}</Button>
        <ExportButton
          route={registry.exportPlaceDocuments}
          query={{ ...filters, removed: query.removed }}
          name={t('documents')}
        />
      </div>
      {data.items.length === 0 ? (
        <StatePage level="part" icon={FolderOpen} title={t(removed ? 'documents.noneRemoved' : 'documents.noneHere')} />
      ) : (
        <Papers of={data.items} reason={noManage} setOpen={setOpen} removed={removed} />
      )}
      {data.total > LIMIT ? (
        <p className="rg-more">
          <Link to="/documents" search={premisesId ? { premisesId } : { community: communityId }}>
            {t('documents.all', { count: data.total })}
          </Link>
        </p>
      ) : null}
      <Suspense fallback={null}>
        {open && 'add' in open ? (
          <AddDocumentForm communityId={communityId} premisesId={premisesId} close={close} />
        ) : null}
        {open && 'edit' in open ? <EditDocumentForm of={open.edit} close={close} /> : null}
        {open && 'remove' in open ? <RemoveDocumentForm of={open.remove} close={close} /> : null}
      </Suspense>
    </>
  )
}

interface PapersProps {
  of: PlaceDocument[]
  reason: string | undefined
  setOpen: (open: Open) => void
  removed: boolean
}

function Papers({ of, reason, setOpen, removed }: PapersProps) {
  const t = useDocumentTexts()
  return (
    <div className="rg-table-scroll">
      <table className="rg-table" aria-label={t('documents')}>
        <thead>
          <tr>
            <th scope="col">{t('field.title')}</th>
            <th scope="col">{t('field.kind')}</th>
            <th scope="col">{t('field.number')}</th>
            <th scope="col">{t('field.datedOn')}</th>
            <th scope="col">{t('field.validUntil')}</th>
            <th scope="col">{t(removed ? 'field.reason' : 'field.note')}</th>
            <th scope="col">{t(removed ? 'field.removed' : 'field.added')}</th>
            {removed ? null : (
              <th scope="col">
                <span className="c-unseen">{t('edit')}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {of.map(paper => (
            <tr key={paper.id}>
              <th scope="row">
                <DocumentName of={paper} />
              </th>
              <td>{t(`kind.${paper.kind}`)}</td>
              <td>{paper.number || '–'}</td>
              <td className="c-number">{paper.datedOn ?? '–'}</td>
              <td>
                <Validity until={paper.validUntil} />
              </td>
              <td>
                {(removed
                  ? paper.removedReason
                  : [paper.note, paper.carried ? t('carried') : ''].filter(Boolean).join(' · ')) || '–'}
              </td>
              <td>
                {removed ? paper.removedByName : paper.addedByName}{' '}
                <small>
                  <DateText at={paper.removedAt ?? paper.addedAt} />
                </small>
              </td>
              {removed ? null : (
                <td className="rg-papers__end">
                  <ReasonButton size="small" type="text" reason={reason} onClick={() => setOpen({ edit: paper })}>
                    {t('edit')}
                  </ReasonButton>
                  <ReasonButton
                    size="small"
                    type="text"
                    danger
                    reason={reason}
                    onClick={() => setOpen({ remove: paper })}
                  >
                    {t('remove')}
                  </ReasonButton>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
