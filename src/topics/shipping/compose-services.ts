/** What a Compose service tells about the component behind it. */
import type { ComposeFile, ComposeService } from '../../core/compose.ts';
import { parseImage } from '../../core/images.ts';
import { baseName } from '../../core/source.ts';
import type { View } from '../../core/view.ts';

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

/** Tools for the own machine, and what the cluster does in another way. */
const LOCAL_ONLY =
  /(?:^|[-_])(?:adminer|mail(?:hog|pit|dev|catcher|crab)|phpmyadmin|pgadmin\d?|mongo-express|redis-?commander|redisinsight|kafka-?ui|localstack|azurite|selenium|playwright|cypress|browserless|k6|locust|loadgen(?:erator)?|load-?test|load|user-sim|seed|seeder|fixtures?|tests?|e2e|ngrok|watchtower|portainer|dev|debug|devcontainer|edge-router|router|proxy|gateway|nginx|traefik|caddy|haproxy)(?:$|[-_\d])/i;
const LOCAL_IMAGES =
  /^(?:adminer|mailhog|mailpit|maildev|phpmyadmin|pgadmin4|mongo-express|redis-commander|redisinsight|kafka-ui|localstack|azurite|selenium|k6|locust|watchtower|portainer|portainer-ce|traefik|caddy|nginx|haproxy|dozzle)$/;

/** Whether a service is meant for the machine of a developer alone. */
export function isLocalOnly(service: ComposeService): boolean {
  if (service.profiles.length > 0 || LOCAL_ONLY.test(service.name)) return true;
  const image = service.build === undefined ? parseImage(service.image.text ?? '') : undefined;
  return image !== undefined && LOCAL_IMAGES.test(image.name);
}
