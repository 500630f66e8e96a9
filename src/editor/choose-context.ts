import * as vscode from 'vscode';
import type { FoundContext, Kubeconfig } from '../core/live/cluster-access.ts';
import { providerOf, roleOf } from '../core/live/providers.ts';
import { noticeWords } from './notice.ts';

/** Lets the person choose a context; none is taken by itself, not even the only one. */
export async function chooseContext(kubeconfig: Kubeconfig): Promise<FoundContext | undefined> {
  const { contexts, current, problems, files } = kubeconfig;
  if (contexts.length === 0) {
    const none =
      files.length === 0
        ? vscode.l10n.t('There is no kubeconfig: neither KUBECONFIG nor ~/.kube/config has one.')
        : vscode.l10n.t('Your kubeconfig has no contexts.');
    await vscode.window.showWarningMessage([none, ...problems].map(noticeWords).join(' '));
    return undefined;
  }
  const picked = await vscode.window.showQuickPick(
    contexts.map((context) => rowOf(context, current)),
    {
      title: vscode.l10n.t('Check My Cluster'),
      placeHolder: [
        vscode.l10n.t('Which cluster do you want to check? It is only read.'),
        ...problems.map(noticeWords),
      ].join(' '),
      matchOnDescription: true,
      matchOnDetail: true,
    },
  );
  return picked?.context;
}

interface ContextRow extends vscode.QuickPickItem {
  readonly context: FoundContext;
}

function rowOf(context: FoundContext, current: string | undefined): ContextRow {
  const { facts } = context;
  const role = roleOf(facts);
  const about = [
    providerOf(facts)?.name,
    role === 'unknown' ? undefined : roleWords(role),
    facts.name === current ? vscode.l10n.t('current') : undefined,
  ];
  const details = [
    facts.server ?? vscode.l10n.t('no server'),
    vscode.l10n.t('namespace {0}', facts.namespace ?? 'default'),
    facts.command === undefined ? undefined : vscode.l10n.t('signs in with {0}', facts.command),
  ];
  return {
    label: withoutIcons(facts.name),
    description: listed(about),
    detail: listed(details),
    context,
  };
}

/** What a context is for, in words. */
export function roleWords(role: Exclude<ReturnType<typeof roleOf>, 'unknown'>): string {
  switch (role) {
    case 'production':
      return vscode.l10n.t('production');
    case 'test':
      return vscode.l10n.t('test');
    case 'development':
      return vscode.l10n.t('development');
  }
}

const listed = (parts: readonly (string | undefined)[]): string =>
  withoutIcons(parts.filter((part) => part !== undefined).join(' · '));

/** Labels of rows turn `$(name)` into an icon. */
function withoutIcons(text: string): string {
  return noticeWords(text).replaceAll('$(', '$\u2060(');
}
