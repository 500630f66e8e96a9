import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { inVSCode } from '../../src/dev/vscode/session.ts';
import type { Session } from '../../src/dev/vscode/session.ts';
import { CONTAINER, openGuide, rowsSaying, shownGuide, unfold, until } from './shop.ts';

/** The start first, as it is not done; what is only to be read comes last. */
const TOPICS = [
  'Where do we start?',
  'Namespaces',
  'Stateful services',
  'HTTP traffic',
  'Logging and metrics',
  'Configuration and secrets',
  'Deploying stacks',
  'Culture and people',
  'What do we ship?',
  'Guidelines',
  'Our first clusters',
  'Developer experience',
  'Cluster federation',
];
const ISOLATION = 'Careful: namespaces are no wall between pods';
const POLICY = '"blue" is closed by NetworkPolicy "only-from-here".';

inVSCode(
  'the guide shows topics, slides, items and their evidence',
  { workspace: 'shop' },
  async (session) => {
    const { workbench } = session;
    const tree = await openGuide(session);
    const [next, ...topics] = await tree.read();
    assert.equal(next?.label, 'Next: write a Dockerfile for "worker"');
    assert.deepEqual(
      topics.map(({ label }) => label),
      TOPICS,
    );
    for (const { level, label, description } of topics) {
      assert.equal(level, 1);
      assert.match(description, /^(?:\d+ of \d+)?$/, `${label} says something short`);
      await labelMatches(rowsSaying(tree, label).first(), /, (?:\d+ of \d+ done|to read)$/);
    }

    await unfold(rowsSaying(tree, 'Namespaces').first());
    const slides = workbench.page.locator('.part.sidebar .monaco-list-row[aria-level="2"]');
    const slide = slides.filter({ hasText: 'Namespaces' });
    await unfold(slide);
    const item = rowsSaying(tree, ISOLATION);
    assert.equal(await item.getAttribute('aria-level'), '3');
    assert.equal(await item.locator('.label-name').innerText(), 'Isolation takes policies');
    await labelMatches(item, /, partly done, "green" has no network policy/);
    const toRead = rowsSaying(tree, 'Every one of these redis Services');
    await labelMatches(toRead, /, to read(?:, has actions)?$/);

    await unfold(item);
    const evidence = tree.row(POLICY);
    assert.equal(await evidence.getAttribute('aria-level'), '4');
    await labelMatches(evidence, /deploy\/blue\/network-policy\.yaml:5/);
    await session.shot('guide-evidence');
    await evidence.click();
    await workbench.page.locator('.tab.active[data-resource-name="network-policy.yaml"]').waitFor();
    await workbench.page.locator('#status\\.editor\\.selection', { hasText: 'Ln 5' }).waitFor();
  },
);

inVSCode('a tick is kept, and a disagreement is shown', { workspace: 'shop' }, async (session) => {
  const { workbench } = session;
  let tree = await openGuide(session);
  const openItem = async (): Promise<Locator> => {
    await unfold(rowsSaying(tree, 'Namespaces').first());
    const slides = workbench.page.locator('.part.sidebar .monaco-list-row[aria-level="2"]');
    await unfold(slides.filter({ hasText: 'Namespaces' }));
    return rowsSaying(tree, ISOLATION);
  };
  const item = await openItem();
  // VS Code drops a tick that comes while the row is drawn anew, as it is when evidence arrives.
  await labelMatches(item, /, partly done, /);
  const box = item.locator('[role=checkbox]');
  assert.equal(await box.getAttribute('aria-checked'), 'false');
  await box.click();
  await item.locator('[role=checkbox][aria-checked="true"]').waitFor();
  await labelMatches(item, /you ticked it, the files say: partly done/);
  await tree.tick('One address for each Service');
  const read = rowsSaying(tree, 'Every one of these redis Services');
  await labelMatches(read, /ticked by you/);
  await session.shot('guide-ticked');

  await workbench.page.reload();
  await workbench.restored();
  tree = await shownGuide(session);
  await (await openItem()).locator('[role=checkbox][aria-checked="true"]').waitFor();
  await workbench.quickInput.command('Next Steps: Clear My Ticks');
  await rowsSaying(tree, ISOLATION).locator('[role=checkbox][aria-checked="false"]').waitFor();
  await until(
    () => offeredCommands(session),
    (titles) => !titles.some((title) => title.includes('Clear')),
  );
});

/** What the command palette offers of ours. */
async function offeredCommands({ workbench }: Session): Promise<readonly string[]> {
  const { page, quickInput } = workbench;
  await page.keyboard.press('F1');
  await quickInput.box.fill('>Next Steps: ');
  await quickInput.rows.filter({ hasText: 'Next Steps: Open the Guide' }).waitFor();
  const titles = await quickInput.rows.allInnerTexts();
  await page.keyboard.press('Escape');
  return titles;
}

inVSCode(
  'the next step is done at a click, and is said everywhere',
  { workspace: 'shop' },
  async (session) => {
    const { workbench, folder } = session;
    const { page, quickInput } = workbench;
    const tree = await openGuide(session);
    const order = 'Next: write a Dockerfile for "worker"';
    await workbench.statusItem(order).waitFor();
    await quickInput.command('Next Steps: What Next?');
    await quickInput.rows.filter({ hasText: 'Read why' }).waitFor();
    await session.shot('what-next');
    await page.keyboard.press('Escape');
    await tree.action(order, 'Do This Now');
    const file = join(folder, 'services/worker/Dockerfile');
    await page.locator('.tab.active[aria-label^="Dockerfile"]').waitFor();
    // The way to start the program is a guess, so it is selected.
    await page.locator('#status\\.editor\\.selection', { hasText: '16 selected' }).waitFor();
    assert.match(readFileSync(file, 'utf8'), /\nCMD \["npm", "start"\]\n$/);
    await tree.row(order).waitFor({ state: 'detached' });
    await workbench.statusItem(order).waitFor({ state: 'detached' });
    await session.shot('next-step-done');
  },
);

inVSCode('the badge and the filter follow what is open', { workspace: 'shop' }, async (session) => {
  const { workbench, folder } = session;
  const tree = await openGuide(session);
  const badge = workbench.containerIcon(CONTAINER).locator('.badge');
  const count = async (): Promise<number> => Number(await badge.innerText());
  const before = await count();
  assert.ok(before > 0);
  await unfold(rowsSaying(tree, 'Where do we start?').first());
  const worker = rowsSaying(tree, 'Every other service you build has one, too');
  await labelMatches(worker, /, partly done, /);
  const dockerfile = 'FROM node:22-alpine\nWORKDIR /app\nCOPY . .\nCMD ["node", "worker.js"]\n';
  writeFileSync(join(folder, 'services/worker/Dockerfile'), dockerfile);
  await labelMatches(worker, /, done, /);
  await until(count, (now) => now < before);

  const titleAction = (label: string): Locator =>
    workbench.page.locator(`.part.sidebar .action-label:visible[aria-label="${label}"]`).first();
  await titleAction('Show Only What Is Open').click();
  await rowsSaying(tree, 'Cluster federation').waitFor({ state: 'detached' });
  await worker.waitFor({ state: 'detached' });
  await rowsSaying(tree, 'Namespaces').first().waitFor();
  await session.shot('guide-open');
  await titleAction('Show All Items').click();
  await rowsSaying(tree, 'Cluster federation').waitFor();
});

/** The guide looks for evidence in the background, so a row may say a moment later what it knows. */
async function labelMatches(row: Locator, words: RegExp): Promise<void> {
  await until(
    () => labelOf(row),
    (label) => words.test(label),
  );
}

async function labelOf(row: Locator): Promise<string> {
  return (await row.getAttribute('aria-label')) ?? '';
}
