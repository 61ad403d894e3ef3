import { workforce } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { ReasonButton } from '../identity/ReasonButton.tsx'
import { ExportButton } from '../shell/list/index.ts'
import { StatusTag } from '../shell/show/StatusTag.tsx'
import { FailureNotice } from '../shell/states/FailureNotice.tsx'
import { useWorkforceTexts } from './texts.ts'
import { type Post, postsQuery, useCompanyReason } from './workforce.ts'

const PostDrawer = lazy(async () => ({ default: (await import('./PostDrawer.tsx')).PostDrawer }))

/** The posts of the company, and how many hold each. */
export function PostsPanel() {
  const t = useWorkforceTexts()
  const { data = [], error, refetch } = useQuery(postsQuery)
  const reason = useCompanyReason('workforce.staff.manage')
  const [editing, setEditing] = useState<Post | 'new'>()
  if (error) return <FailureNotice error={error} retry={() => void refetch()} />
  return (
    <section className="c-card wf-posts">
      <div className="wf-head">
        <h2>{t('posts')}</h2>
        <div className="wf-tools">
          <ExportButton small route={workforce.exportPosts} query={{}} name={t('posts')} />
          <ReasonButton
            size="small"
            icon={<Plus size={14} aria-hidden />}
            onClick={() => setEditing('new')}
            reason={reason}
          >
            {t('newPost')}
          </ReasonButton>
        </div>
      </div>
      <table className="wf-table" aria-label={t('posts')}>
        <thead>
          <tr>
            <th scope="col">{t('post.name')}</th>
            <th scope="col">{t('post.certificate')}</th>
            <th scope="col" className="wf-number">
              {t('post.people')}
            </th>
            <th scope="col">
              <span className="c-unseen">{t('edit')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {data.map(post => (
            <tr key={post.id}>
              <td>
                {post.name} {post.active ? null : <StatusTag tone="neutral">{t('post.inactive')}</StatusTag>}
              </td>
              <td>{post.certificateKind ? t(`kindOf.${post.certificateKind}`) : '–'}</td>
              <td className="wf-number">{post.employeeCount}</td>
              <td className="wf-end">
                <ReasonButton size="small" type="text" onClick={() => setEditing(post)} reason={reason}>
                  {t('edit')}
                </ReasonButton>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Suspense fallback={null}>
        <PostDrawer
          key={editing === 'new' ? 'new' : editing?.id}
          post={editing === 'new' ? undefined : editing}
          open={editing !== undefined}
          close={() => setEditing(undefined)}
        />
      </Suspense>
    </section>
  )
}
