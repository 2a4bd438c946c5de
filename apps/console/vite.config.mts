import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** `COFFERDAM_API` names a running service to develop against; the built page is served by operator-api itself. */
const api = process.env.COFFERDAM_API ?? 'http://127.0.0.1:3000';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: { outDir: '../../dist/console', emptyOutDir: true, target: 'es2022', sourcemap: false },
  server: { proxy: { '/api': api } },
});
