import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A file worth opening first; path from the folder, with slashes. */
export interface FirstFile {
  readonly file?: string;
}

// In the sample shop: a file with two findings on its first page.
const TELLING = 'deploy/green/cart.yaml';
const SKIPPED = /^(\.git|node_modules|vendor|dist|target)$/;
const MAX_ENTRIES = 2000;
const MAX_BYTES = 200_000;

/** The first Kubernetes manifest, else the first Dockerfile of a folder, outermost folders first. */
export function firstFile(folder: string): FirstFile {
  const files = listFiles(folder);
  const file =
    files.find((path) => path === TELLING) ??
    files.find((path) => isManifest(join(folder, path))) ??
    files.find((path) => path.endsWith('Dockerfile'));
  return file === undefined ? {} : { file };
}

function listFiles(folder: string): readonly string[] {
  const files: string[] = [];
  const folders = [''];
  for (const parent of folders) {
    if (files.length + folders.length > MAX_ENTRIES) break;
    if (!statSync(join(folder, parent)).isDirectory()) return [];
    for (const entry of readdirSync(join(folder, parent), { withFileTypes: true })) {
      const path = parent === '' ? entry.name : `${parent}/${entry.name}`;
      if (entry.isFile()) files.push(path);
      else if (entry.isDirectory() && !SKIPPED.test(entry.name)) folders.push(path);
    }
  }
  return files;
}

function isManifest(path: string): boolean {
  if (!/\.ya?ml$/.test(path) || statSync(path).size > MAX_BYTES) return false;
  const text = readFileSync(path, 'utf8');
  return /^apiVersion:/m.test(text) && /^kind: (?!Kustomization|Config$)/m.test(text);
}
