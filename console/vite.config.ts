import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { lightRoutes } from '../ui/src/build/light-routes.ts'
import { lightForm } from './testing/light-form.ts'

/** In development the API comes from a running server; its default port unless ANJU_ORIGIN names another. */
const api = { '/api': { target: process.env.ANJU_ORIGIN ?? 'http://localhost:8080', changeOrigin: false } }

export default defineConfig({
  base: '/',
  plugins: [react(), lightRoutes(), lightForm()],
  server: { proxy: api },
  preview: { proxy: api },
  build: {
    outDir: 'dist',
    target: 'es2022',
    manifest: true,
    // ECharts is the one large chunk; it is loaded only by a page that draws.
    chunkSizeWarningLimit: 1200,
  },
})
