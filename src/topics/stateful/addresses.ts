export type AddressFamily = 'IPv4' | 'IPv6';

const BYTE = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)';
const IPV4 = new RegExp(`^0*${BYTE}(?:\\.0*${BYTE}){3}$`);

/** Which kind of IP address a text is; undefined for anything else. */
export function addressFamily(text: string): AddressFamily | undefined {
  if (IPV4.test(text)) return 'IPv4';
  return isIPv6(text) ? 'IPv6' : undefined;
}

function isIPv6(text: string): boolean {
  if (!text.includes(':') || text.length > 45) return false;
  const [head = '', tail, ...more] = text.split('::');
  if (more.length > 0) return false;
  const groups = (part: string): readonly string[] => (part === '' ? [] : part.split(':'));
  const all = [...groups(head), ...groups(tail ?? '')];
  if (!all.every((group) => /^[\da-f]{1,4}$/i.test(group))) return false;
  return tail === undefined ? all.length === 8 : all.length < 8;
}

/**
 * Why the API server refuses an address as an endpoint; undefined where it takes it
 * (kubernetes.io/docs/concepts/services-networking/service/#services-without-selectors).
 */
export function refusedAddress(ip: string): string | undefined {
  if (ip.startsWith('127.') || /^(?:0*:)*:?0*1$/.test(ip)) return 'a loopback address';
  if (ip.startsWith('169.254.') || /^fe[89ab][\da-f]:/i.test(ip)) return 'a link-local address';
  if (ip.startsWith('224.0.0.') || /^ff02:/i.test(ip)) return 'a link-local multicast address';
  return ip === '0.0.0.0' || ip === '::' ? 'no address of a machine' : undefined;
}

/** A text that stands for a value still to be filled in. */
export function isTemplated(text: string): boolean {
  return /\$|\{\{|<|%/.test(text);
}

/** Whether the API server takes a text as a DNS name: lower-case labels, dots between them. */
export function isDnsName(text: string): boolean {
  return (
    text.length <= 253 &&
    /^[a-z\d](?:[-a-z\d]*[a-z\d])?(?:\.[a-z\d](?:[-a-z\d]*[a-z\d])?)*$/.test(text)
  );
}
