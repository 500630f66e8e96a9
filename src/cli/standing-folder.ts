type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The folder that relative paths count from. npm runs a script in the folder of its package.json;
 * where the person stood is then in INIT_CWD. It is believed for our own `cli` script only.
 */
export function standingFolder(environment: Environment, current: string, ownName: string): string {
  const byOwnScript =
    environment['npm_lifecycle_event'] === 'cli' && environment['npm_package_name'] === ownName;
  const before = environment['INIT_CWD'];
  return byOwnScript && before !== undefined && before !== '' ? before : current;
}
