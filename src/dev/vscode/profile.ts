import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type Manifest, readManifest } from '../project.ts';
import type { Settings } from './settings.ts';

/** A user's folders for one run of VS Code, all below one throw-away folder. */
export interface Profile {
  readonly root: string;
  readonly data: string;
  readonly extensions: string;
  readonly dispose: () => void;
}

/** Makes a fresh profile. User settings are read at the first start; machine settings are a remote machine's own. */
export function createProfile(settings: Settings, machine: Settings = {}): Profile {
  const root = mkdtempSync(join(tmpdir(), 'next-steps-'));
  const data = join(root, 'data');
  const extensions = join(root, 'extensions');
  mkdirSync(extensions);
  writeSettings(join(data, 'data/User'), settings);
  writeSettings(join(data, 'data/Machine'), machine);
  const dispose = (): void => {
    rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  return { root, data, extensions, dispose };
}

/** Writes a settings.json into the folder, which is created. */
export function writeSettings(folder: string, settings: Settings): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'settings.json'), JSON.stringify(settings, undefined, 2));
}

/** Copies a workspace into the profile, because tests and demos edit it. Answers with the copy's path. */
export function copyWorkspace(profile: Profile, source: string): string {
  const copy = join(profile.root, 'work', basename(source));
  cpSync(source, copy, { recursive: true });
  return copy;
}

/** Makes an extension's folder part of the profile, as if installed. A rebuild shows after "Reload Window". */
export function linkExtension(profile: Profile, folder: string): void {
  const kind = process.platform === 'win32' ? 'junction' : 'dir';
  symlinkSync(folder, extensionFolder(profile, readManifest(folder)), kind);
}

/** Where VS Code looks for an extension of this name and version. */
export function extensionFolder(profile: Profile, manifest: Manifest): string {
  const { publisher, name, version } = manifest;
  return join(profile.extensions, `${publisher}.${name}-${version}`);
}
