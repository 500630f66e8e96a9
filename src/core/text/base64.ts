/** What stands behind a base64 value. */
export interface Decoded {
  /** Number of bytes. */
  readonly length: number;
  /** The text; absent when the bytes are not valid UTF-8. */
  readonly text?: string;
  readonly trailingNewline: boolean;
  /** More than one line; a newline at the very end does not count. */
  readonly multiLine: boolean;
}

/**
 * Decodes as the API server does: padding is required, line breaks are skipped, every other
 * foreign character makes it no base64 (Go's `base64.StdEncoding`).
 */
export function decodeBase64(text: string): Decoded | undefined {
  const packed = text.replace(/[\r\n]/g, '');
  if (packed.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(packed)) return undefined;
  const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
  const decoded = decodeUtf8(bytes);
  const content = (decoded ?? '').replace(/\r?\n$/, '');
  return {
    length: bytes.length,
    ...(decoded === undefined ? {} : { text: decoded }),
    trailingNewline: bytes.at(-1) === 0x0a,
    multiLine: content.includes('\n'),
  };
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    // binary content, which has no text
    return undefined;
  }
}

/** Encodes the UTF-8 bytes of a text, on one line and with padding. */
export function encodeBase64(text: string): string {
  const bytes = new TextEncoder().encode(text);
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}
