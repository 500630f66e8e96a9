/** Makes Ctrl+C and a terminating signal end the process through its `exit` hooks, which stop what it started. */
export function exitOnSignals(before: () => void = () => undefined): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      before();
      process.exit(130);
    });
  }
}
