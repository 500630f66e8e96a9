import { BUILT_IN } from '../kustomize/kustomization.ts';
import type { SourceFile } from '../files/source.ts';

const SHAPING = /^apiVersion:\s*["']?(?:argoproj\.io|kustomize\.toolkit\.fluxcd\.io)\//m;

/** Whether a file's text can move other files between stacks and namespaces, or take what they hold away. */
export function shapesStructure(source: SourceFile): boolean {
  if (source.kind === 'kustomization' || source.kind === 'project') return true;
  return (
    source.kind === 'yaml' &&
    source.documents.some(
      ({ text }) => text.includes('$patch') || BUILT_IN.test(text) || SHAPING.test(text),
    )
  );
}
