import type { Candidate, ServiceFacts } from '../../core/hosts/dns.ts';
import type { HoverLine } from '../../core/hover/hover.ts';
import type { KubernetesObject } from '../../core/kubernetes/manifest.ts';
import type { Scope } from '../../core/workspace/scope.ts';

/** Puts the steps of a lookup into words, with the place of the Service where there is one. */
export class Wording {
  readonly #path: string;
  readonly #scope: Scope;

  constructor(from: KubernetesObject, scope: Scope) {
    this.#path = from.path;
    this.#scope = scope;
  }

  /** One line of the list of names that are tried. */
  step(candidate: Candidate, number: number): HoverLine {
    return { text: `${number}. ${candidate.name}: ${outcome(candidate)}`, ...this.#at(candidate) };
  }

  /** Where the same text leads from another namespace. */
  elsewhere(namespace: string, answer: Candidate): HoverLine {
    return { text: `${namespace}: ${answer.name}, ${outcome(answer)}`, ...this.#at(answer) };
  }

  /** The end of a chain of aliases. */
  end(candidate: Candidate): HoverLine {
    return { text: `${candidate.name}: ${outcome(candidate)}`, ...this.#at(candidate) };
  }

  #at({ service }: Candidate): Pick<HoverLine, 'path' | 'at'> {
    if (service === undefined) return {};
    const [found] = this.#scope.definitions('Service', service.name, this.#path, [
      service.namespace,
    ]);
    return found === undefined ? {} : { path: found.path, at: found.mark };
  }
}

function outcome({ outcome: what, service, cname }: Candidate): string {
  switch (what) {
    case 'service':
      return service === undefined ? 'a Service' : serviceText(service);
    case 'pod':
      return 'one pod of its own';
    case 'external-name':
      return `an alias that leads to ${(cname ?? []).join(', then ')}`;
    case 'host-alias':
      return 'known to the pod itself';
    case 'outside-cluster':
      return 'asked outside the cluster';
    case 'not-found':
      return 'not in this workspace';
  }
}

function serviceText({ name, namespace, type, headless, ports }: ServiceFacts): string {
  const kind = headless ? 'headless, leads to its pods' : type;
  const numbers = ports.map(({ port }) => String(port)).join(', ');
  const listens = numbers === '' ? '' : `, port ${numbers}`;
  return `Service "${name}" in "${namespace}" (${kind}${listens})`;
}
