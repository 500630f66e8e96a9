/** Inputs of any size, each large in one way only: what takes more than linear time shows itself. */
import { builds, pipelines } from './growing-builds.ts';
import { manifests, texts } from './growing-manifests.ts';
import { blank, projects } from './growing-projects.ts';
import type { Growing } from './growing.ts';

export const GROWING: Readonly<Record<string, Growing>> = {
  ...{ ...manifests, ...texts, ...builds, ...projects, ...pipelines, ...blank },
};
