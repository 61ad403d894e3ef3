import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { lightRoutes } from '../../ui/src/build/light-routes.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Builds the blocks of this folder beside the product, for the tests and screenshots here. */
export default defineConfig({
  root: here('.'),
  publicDir: here('../public'),
  cacheDir: here('../../.cache/vite-blocks'),
  plugins: [react(), lightRoutes()],
  build: {
    outDir: here('../../.cache/blocks'),
    emptyOutDir: true,
    target: 'es2022',
    manifest: true,
    chunkSizeWarningLimit: 1200,
  },
})
