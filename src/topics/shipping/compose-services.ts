/** What a Compose service tells about the component behind it. */
import type { ComposeFile, ComposeService } from '../../core/compose/compose.ts';
import { parseImage } from '../../core/kubernetes/images.ts';
import { baseName } from '../../core/files/source.ts';
import type { View } from '../../core/yaml/view.ts';

/** The file that `docker compose up` reads by itself; others are variations of it. */
export function isMainFile({ file }: ComposeFile | ComposeService): boolean {
  return /^(?:docker-)?compose\.ya?ml$/i.test(baseName(file.path));
}

/** The ports inside the containers of a service, published or exposed. */
export function containerPorts({ view }: ComposeService): readonly number[] {
  const published = view.get('ports').items.flatMap(targetPort);
  const exposed = view.get('expose').items.flatMap((item) => wholeNumber(item.text));
  return [...new Set([...published, ...exposed])];
}

/** `8080`, `80:8080`, `127.0.0.1:80:8080/tcp`, or the long form; ranges are left out. */
function targetPort(item: View): readonly number[] {
  const long = item.get('target').text;
  if (long !== undefined) return wholeNumber(long);
  const last = item.text?.split('/')[0]?.split(':').at(-1);
  return wholeNumber(last);
}

function wholeNumber(text: string | undefined): readonly number[] {
  return text !== undefined && /^\d{1,5}$/.test(text) ? [Number(text)] : [];
}

/** Tools for the own machine, by the name of the service or of its image. */
const TOOL_NAMES =
  /(?:^|[-_])(?:adminer|mail(?:hog|pit|dev|catcher|crab)|phpmyadmin|pgadmin\d?|mongo-express|redis-?commander|redisinsight|kafka-?ui|localstack|azurite|selenium|playwright|cypress|browserless|k6|locust|loadgen(?:erator)?|load-?test|load|user-sim|seed|seeder|fixtures?|tests?|e2e|ngrok|watchtower|portainer|dev|debug|devcontainer)(?:$|[-_\d])/i;
const TOOL_IMAGES =
  /^(?:adminer|mailhog|mailpit|maildev|phpmyadmin|pgadmin4|mongo-express|redis-commander|redisinsight|kafka-ui|localstack|azurite|selenium|k6|locust|watchtower|portainer|portainer-ce|dozzle)$/;

/** What an Ingress or a Gateway does in the cluster. */
const EDGE_NAMES = /(?:^|[-_])(?:router|proxy|reverse-proxy|gateway|nginx|traefik|caddy|haproxy)$/i;
const EDGE_IMAGES = /^(?:traefik|caddy|nginx|haproxy|nginx-proxy)$/;

/** Whether a service is a tool for the machine of a developer, or runs only when asked for. */
export function isTool(service: ComposeService): boolean {
  if (service.profiles.length > 0 || TOOL_NAMES.test(service.name)) return true;
  return TOOL_IMAGES.test(ownImageName(service));
}

/** Whether the cluster has another way to do what a service does. */
export function isLocalOnly(service: ComposeService): boolean {
  if (isTool(service)) return true;
  if (service.build !== undefined) return false;
  return EDGE_NAMES.test(service.name) || EDGE_IMAGES.test(ownImageName(service));
}

/** '' where the image is built here, or is not known. */
function ownImageName({ build, image }: ComposeService): string {
  return build === undefined ? (parseImage(image.text ?? '')?.name ?? '') : '';
}
