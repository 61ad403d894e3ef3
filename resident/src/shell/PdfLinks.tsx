import { ButtonLink } from '@anju/ui'
import { Download, FileText } from 'lucide-react'

/** The foot of a page that is a paper: its PDF to keep and to look at. `address` says whose session counts, for a link carries no header. */
export function PdfLinks({ address, name, save, open }: { address: string; name: string; save: string; open: string }) {
  return (
    <>
      <ButtonLink
        look="secondary"
        icon={<Download aria-hidden="true" />}
        render={({ children, ...link }) => (
          <a href={address} download={`${name}.pdf`} {...link}>
            {children}
          </a>
        )}
      >
        {save}
      </ButtonLink>
      <div className="aj-action-bar__main">
        <ButtonLink
          wide
          icon={<FileText aria-hidden="true" />}
          render={({ children, ...link }) => (
            <a href={address} target="_blank" rel="noreferrer" {...link}>
              {children}
            </a>
          )}
        >
          {open}
        </ButtonLink>
      </div>
    </>
  )
}
