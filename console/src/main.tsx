import { reloadOnceOnMissingChunk } from '@anju/ui'
import { createRoot } from 'react-dom/client'
import { Console } from './Console.tsx'
import { modules } from './modules.ts'
import { wordsComeFrom } from './refusal.ts'
import { router } from './routes.tsx'
import { carryStyleNonce, measureTextAreasByProperty } from './style-nonce.ts'

carryStyleNonce()
measureTextAreasByProperty()
wordsComeFrom(modules)
reloadOnceOnMissingChunk()

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
createRoot(root).render(<Console modules={modules} router={router} />)
