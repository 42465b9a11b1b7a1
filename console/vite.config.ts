import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [react()],
  server: {
    port: 5173,
    proxy: { '/api': { target: process.env.LIANA_URL ?? 'http://127.0.0.1:8080', changeOrigin: true } },
  },
  build: { target: 'es2022', chunkSizeWarningLimit: 900 },
  test: { environment: 'jsdom', include: ['src/**/*.test.{ts,tsx}'], css: false, testTimeout: 60_000 },
});
