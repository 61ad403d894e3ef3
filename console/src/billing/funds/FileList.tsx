import { FileText } from 'lucide-react'
import { OrderPhotos } from '../../service-desk/OrderPhotos.tsx'
import type { FundRequestDetail } from './fund.ts'
import { useFundTexts } from './texts.ts'
import './funds.css'

type File = FundRequestDetail['files'][number]

/** Papers as links, pictures as pictures. */
export function FileList({ files, none }: { files: readonly File[]; none?: string }) {
  const t = useFundTexts()
  const papers = files.filter(file => !file.mediaType.startsWith('image/'))
  const photos = files.filter(file => file.mediaType.startsWith('image/'))
  if (files.length === 0) return <p className="c-sections__none">{none}</p>
  return (
    <>
      {papers.length > 0 ? (
        <ul className="fd-files">
          {papers.map(file => (
            <li key={file.id}>
              <a href={file.url} target="_blank" rel="noreferrer" className="ap-link">
                <FileText size={16} aria-hidden /> {file.name}
              </a>
            </li>
          ))}
        </ul>
      ) : null}
      {photos.length > 0 ? <OrderPhotos photos={photos} what={t('files')} /> : null}
    </>
  )
}
