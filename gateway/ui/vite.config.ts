import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** A gateway to develop against: `LONGSHORE_URL=http://127.0.0.1:8080 npm run dev`. */
const gateway = process.env["LONGSHORE_URL"] ?? "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [react()],
  // Relative addresses: the page also works behind a path prefix.
  base: "./",
  // Nothing inline: the page runs under `default-src 'self'`.
  build: { assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: { host: "127.0.0.1", proxy: { "/api": gateway } },
});
