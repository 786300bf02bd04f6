import { defineConfig } from 'vite'

export default defineConfig({
  // Relative paths, so that the page works in any folder of any server.
  base: './',
  worker: { format: 'es' },
  build: { target: 'es2022', chunkSizeWarningLimit: 1000 },
  // The samples are files of this project outside this folder.
  server: { fs: { allow: ['../..'] } },
})
