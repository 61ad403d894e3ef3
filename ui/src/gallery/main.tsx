import '../styles.css'
import { createRoot } from 'react-dom/client'
import { LocaleProvider, restoreElderMode, ToastProvider } from '../index.ts'
import { Gallery } from './Gallery.tsx'

restoreElderMode()
const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
createRoot(root).render(
  <LocaleProvider>
    <ToastProvider>
      <Gallery />
    </ToastProvider>
  </LocaleProvider>,
)
