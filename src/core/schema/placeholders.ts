/** Text that stands for what somebody fills in before the object is sent. */
const PLACEHOLDER = /\{\{|\}\}|\$\{|\$\(|<%|%%|%\{|^\$[A-Za-z_]\w*$|^@\w+@$|^__\w+__$|^<[^<>]+>$/;

/** Whether a value is not yet what the API server will see. */
export function isPlaceholder(text: string | undefined): boolean {
  return text !== undefined && PLACEHOLDER.test(text);
}
