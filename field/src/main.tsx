import '@anju/ui/styles.css'
import './field.css'
import {
  LocaleProvider,
  RefusalTextsContext,
  reloadOnceOnMissingChunk,
  restoreElderMode,
  ToastProvider,
} from '@anju/ui'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { queryClient } from './api.ts'
import { refusals } from './refusals.ts'
import { AppPages } from './routes.tsx'
import { Root } from './shell/Root.tsx'

reloadOnceOnMissingChunk()
restoreElderMode()

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

createRoot(root).render(
  <StrictMode>
    <LocaleProvider>
      <QueryClientProvider client={queryClient}>
        <RefusalTextsContext value={refusals}>
          <ToastProvider>
            <Root>
              <AppPages />
            </Root>
          </ToastProvider>
        </RefusalTextsContext>
      </QueryClientProvider>
    </LocaleProvider>
  </StrictMode>,
)
