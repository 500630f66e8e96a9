import { defineConfig } from 'vitest/config';

/** Slides are Markdown files that the bundle holds as text; tests read them the same way. */
const markdownAsText = {
  name: 'markdown-as-text',
  transform(code: string, id: string) {
    return id.endsWith('.md') ? `export default ${JSON.stringify(code)}` : undefined;
  },
};

export default defineConfig({
  plugins: [markdownAsText],
  test: { include: ['test/unit/**/*.test.ts'], testTimeout: 20_000 },
});
