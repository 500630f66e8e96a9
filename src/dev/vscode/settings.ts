/** Values of VS Code settings, by name. */
export type Settings = Readonly<Record<string, unknown>>;

/** Nothing but the editor and this extension: no chat, no welcome, no news, no requests to the outside. */
export const QUIET: Settings = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  // In a browser VS Code saves by itself; on a desktop it does not.
  'files.autoSave': 'off',
  'files.hotExit': 'off',
  'git.autofetch': false,
  'git.enabled': false,
  'security.workspace.trust.startupPrompt': 'never',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'update.showReleaseNotes': false,
  'window.restoreWindows': 'none',
  'workbench.editor.empty.hint': 'hidden',
  // Without this, Running Extensions, Trust and Settings open above the editor.
  'workbench.editor.useModal': 'off',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/** For UI tests also: no word suggestions, which would take the Tab key from a snippet's placeholders. */
export const UI_TEST: Settings = {
  ...QUIET,
  'editor.hover.delay': 100,
  'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' },
  'editor.wordBasedSuggestions': 'off',
};
