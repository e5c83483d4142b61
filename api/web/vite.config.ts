import { defineConfig } from "vite";

// Addresses are relative, so that the bundle works wherever it is mounted; the server names the base in the page.
export default defineConfig({
  base: "./",
  build: {
    outDir: "../static",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    license: { fileName: "licenses.md" },
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1500,
    rolldownOptions: { input: ["index.html", "graphiql.html"] },
  },
});
