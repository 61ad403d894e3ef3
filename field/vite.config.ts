import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { lightRoutes } from '../ui/src/build/light-routes.ts'
import { pwaOptions } from '../ui/src/build/pwa-options.ts'

/** In development the API comes from a running server; its default port unless ANJU_ORIGIN names another. */
const api = { '/api': { target: process.env.ANJU_ORIGIN ?? 'http://localhost:8080' } }

const pwa = pwaOptions({
  base: '/field/',
  name: '安居 · 员工',
  shortName: '安居员工',
  description: '任务、现场和完工记录。',
})

export default defineConfig({
  base: '/field/',
  plugins: [react(), VitePWA(pwa), lightRoutes()],
  server: { proxy: api },
  preview: { proxy: api },
  // Phones and WeChat's browser are older than desktops.
  build: {
    outDir: 'dist',
    target: ['chrome93', 'safari15.4'],
    // Without it the lazy outbox splits the first screen into a dozen small files that compress worse.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            {
              name: 'frame',
              test: /node_modules\/(react|react-dom|scheduler|use-sync-external-store|@tanstack|uuid)\/|contract\/src\/client|ui\/src\/(browser|refusals|texts)\/|field\/src\/(api|connection|remembered-me|session|realtime|outbox\/(outbox|outbox-entry|copies))\./,
            },
          ],
        },
      },
    },
  },
})
