/** Where a field that stands in the wrong place belongs. */
import type { ObjectShape, Shape } from '../../core/schema/shape.ts';
import type { View } from '../../core/yaml/view.ts';

/** What people write, by the type that does not have it, and where it is said there. */
const SAID_AS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Container: {
    port: 'ports[].containerPort',
    containerPort: 'ports[].containerPort',
    cpu: 'resources.requests.cpu',
    memory: 'resources.requests.memory',
    limits: 'resources.limits',
    requests: 'resources.requests',
    environment: 'env',
    entrypoint: 'command',
    cmd: 'args',
    healthcheck: 'livenessProbe',
    privileged: 'securityContext.privileged',
    runAsUser: 'securityContext.runAsUser',
    capabilities: 'securityContext.capabilities',
    mountPath: 'volumeMounts[].mountPath',
  },
  ContainerPort: { port: 'containerPort', targetPort: 'containerPort', number: 'containerPort' },
  ServicePort: { containerPort: 'targetPort', hostPort: 'nodePort' },
  EnvVar: {
    secretKeyRef: 'valueFrom.secretKeyRef',
    configMapKeyRef: 'valueFrom.configMapKeyRef',
    fieldRef: 'valueFrom.fieldRef',
    key: 'name',
  },
  Probe: { path: 'httpGet.path', port: 'httpGet.port', command: 'exec.command' },
  ObjectMeta: { label: 'labels', annotation: 'annotations' },
  ServiceSpec: {
    port: 'ports[].port',
    targetPort: 'ports[].targetPort',
    nodePort: 'ports[].nodePort',
  },
  DeploymentSpec: { replica: 'replicas' },
  LabelSelector: { matchLabel: 'matchLabels' },
};

const DEEPEST = 3;

/** `ports[].containerPort`, from the object that lacks the field; undefined where no one place is right. */
export function placeBelow(owner: ObjectShape, name: string): string | undefined {
  const said = Object.hasOwn(SAID_AS, owner.name) ? SAID_AS[owner.name] : undefined;
  if (said !== undefined && Object.hasOwn(said, name)) return said[name];
  let level: readonly (readonly [path: string, shape: ObjectShape])[] = [['', owner]];
  for (let depth = 0; depth < DEEPEST && level.length > 0; depth++) {
    level = level.flatMap(([path, shape]) =>
      [...shape.fields.values()].flatMap((field): (readonly [string, ObjectShape])[] => {
        const inner = objectIn(field.shape);
        return inner === undefined || field.name === 'status'
          ? []
          : [[`${path}${field.name}${field.shape.is === 'list' ? '[]' : ''}.`, inner]];
      }),
    );
    const holders = level.filter(([, shape]) => shape.fields.has(name));
    if (holders.length > 1) return undefined;
    const [holder] = holders;
    if (holder !== undefined) return `${holder[0]}${name}`;
  }
  return undefined;
}

function objectIn(shape: Shape): ObjectShape | undefined {
  if (shape.is === 'object') return shape;
  return shape.is === 'list' && shape.item.is === 'object' ? shape.item : undefined;
}

/**
 * The path from the object's root to the nearest object around that has the field: what was
 * indented too far.
 */
export function placeAbove(root: View, at: View, shape: ObjectShape): string | undefined {
  const steps = at.path.slice(root.path.length, -1);
  const name = String(at.key);
  const holders: string[] = [];
  let here: Shape | undefined = shape;
  let path = '';
  for (const step of steps) {
    if (here?.is === 'object' && here.fields.has(name)) holders.push(`${path}${name}`);
    const next = stepOf(here, step);
    path += typeof step === 'number' ? '[].' : `${path.endsWith('[]') ? '.' : ''}${step}.`;
    path = path.replace('.[]', '[]');
    here = next;
  }
  return holders.at(-1);
}

function stepOf(shape: Shape | undefined, step: string | number): Shape | undefined {
  if (shape?.is === 'list') return shape.item;
  if (shape?.is === 'map') return shape.value;
  return shape?.is === 'object' ? shape.fields.get(String(step))?.shape : undefined;
}
