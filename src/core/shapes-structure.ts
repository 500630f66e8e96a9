import type { SourceFile } from './source.ts';
import { BUILT_IN } from './structure.ts';

/** Whether a file's text can move other files between stacks and namespaces. */
export function shapesStructure(source: SourceFile): boolean {
  if (source.kind === 'kustomization' || source.kind === 'project') return true;
  return (
    source.kind === 'yaml' &&
    source.documents.some(
      (document) =>
        BUILT_IN.test(document.text) ||
        /^apiVersion:\s*["']?(?:argoproj\.io|kustomize\.toolkit\.fluxcd\.io)\//m.test(
          document.text,
        ),
    )
  );
}
