import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** In development the API comes from a running server on its default port. */
const api = { '/api': { target: 'http://localhost:8080', changeOrigin: false } }

export default defineConfig({
  base: '/',
  plugins: [react()],
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
