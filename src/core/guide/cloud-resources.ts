/** Clusters and databases of clouds that infrastructure code, scripts and documents name. */
import { perScope } from '../workspace/per-scope.ts';
import type { Scope } from '../workspace/scope.ts';
import { baseName } from '../files/source.ts';
import type { Evidence } from './topic.ts';
import { isAside, markOfMatch, objectEvidence } from './evidence.ts';
import { guidePaths } from './guide-texts.ts';

export interface CloudResource {
  readonly is: 'cluster' | 'own-cluster' | 'store';
  /** What the cloud calls it, such as `EKS`. */
  readonly service: string;
  readonly evidence: Evidence;
}

type Sign = readonly [is: CloudResource['is'], service: string, sign: RegExp];

/** Resources as Terraform, Bicep and CloudFormation write them. */
const IN_CODE: readonly Sign[] = [
  [
    'cluster',
    'EKS',
    /resource\s+"aws_eks_cluster"|source\s*=\s*"[^"]*(?:terraform-aws-modules\/eks|eks-blueprints|modules\/eks)[^"]*"|AWS::EKS::Cluster/,
  ],
  [
    'cluster',
    'GKE',
    /resource\s+"google_container_cluster"|source\s*=\s*"[^"]*kubernetes-engine[^"]*"/,
  ],
  [
    'cluster',
    'AKS',
    /resource\s+"azurerm_kubernetes_cluster"|Microsoft\.ContainerService\/managedClusters|source\s*=\s*"[^"]*Azure\/aks\/[^"]*"|avm\/res\/container-service\/managed-cluster/,
  ],
  ['cluster', 'DigitalOcean Kubernetes', /resource\s+"digitalocean_kubernetes_cluster"/],
  [
    'cluster',
    'a managed cluster',
    /resource\s+"(?:linode_lke_cluster|scaleway_k8s_cluster|ovh_cloud_project_kube|oci_containerengine_cluster|ibm_container_\w*cluster|exoscale_sks_cluster|civo_kubernetes_cluster|vultr_kubernetes|alicloud_cs_\w*kubernetes|yandex_kubernetes_cluster)"/,
  ],
  ['own-cluster', 'Talos', /resource\s+"talos_machine_\w+"/],
  ['own-cluster', 'k3s', /source\s*=\s*"[^"]*(?:kube-hetzner|k3s)[^"]*"/],
  [
    'store',
    'Amazon RDS',
    /resource\s+"aws_(?:db_instance|rds_cluster)"|source\s*=\s*"[^"]*terraform-aws-modules\/rds[^"]*"|AWS::RDS::DB(?:Instance|Cluster)/,
  ],
  ['store', 'Amazon ElastiCache', /resource\s+"aws_elasticache_\w+"|AWS::ElastiCache::\w+/],
  [
    'store',
    'Amazon DynamoDB',
    /resource\s+"aws_dynamodb_table"|source\s*=\s*"[^"]*dynamodb-table[^"]*"|AWS::DynamoDB::Table/,
  ],
  ['store', 'Amazon DocumentDB', /resource\s+"aws_docdb_cluster"/],
  ['store', 'Amazon MQ', /resource\s+"aws_(?:mq_broker|msk_cluster|sqs_queue)"/],
  ['store', 'Cloud SQL', /resource\s+"google_sql_database_instance"/],
  ['store', 'Memorystore', /resource\s+"google_(?:redis|memcache)_instance"/],
  [
    'store',
    'Spanner',
    /resource\s+"google_(?:spanner_instance|firestore_database|bigtable_instance|alloydb_cluster)"/,
  ],
  [
    'store',
    'Azure Cosmos DB',
    /resource\s+"azurerm_cosmosdb_\w+"|Microsoft\.DocumentDB\/databaseAccounts|avm\/res\/document-db\/database-account/,
  ],
  [
    'store',
    'Azure Database',
    /resource\s+"azurerm_(?:postgresql|mysql|mariadb|mssql)_\w+"|Microsoft\.(?:DBfor\w+|Sql)\/(?:flexibleServers|servers)/,
  ],
  ['store', 'Azure Cache for Redis', /resource\s+"azurerm_redis_cache"|Microsoft\.Cache\/redis/],
  [
    'store',
    'Azure Service Bus',
    /resource\s+"azurerm_servicebus_namespace"|Microsoft\.ServiceBus\/namespaces|avm\/res\/service-bus\/namespace/,
  ],
  ['store', 'DigitalOcean Databases', /resource\s+"digitalocean_database_cluster"/],
  ['store', 'MongoDB Atlas', /resource\s+"mongodbatlas_\w*cluster"/],
];

/** Commands that make a cluster of a cloud, or fetch the way to one. */
export const IN_COMMANDS: readonly Sign[] = [
  [
    'cluster',
    'EKS',
    /\baws eks (?:update-kubeconfig|create-cluster)\b|\beksctl (?:create|get|upgrade|utils)\b/,
  ],
  ['cluster', 'GKE', /\bgcloud (?:(?:beta|alpha) )?container (?:clusters|fleet)\b/],
  ['cluster', 'AKS', /\baz aks (?:create|get-credentials|install-cli|update|enable-addons)\b/i],
  ['cluster', 'DigitalOcean Kubernetes', /\bdoctl (?:kubernetes|k8s) cluster\b/],
  [
    'cluster',
    'a managed cluster',
    /\b(?:linode-cli lke|oci ce cluster|ibmcloud ks cluster|civo kubernetes|scw k8s)\b/,
  ],
  ['own-cluster', 'kubeadm', /\bkubeadm init\b/],
  ['own-cluster', 'k3s', /\bget\.k3s\.io\b|\bk3sup install\b/],
  ['own-cluster', 'Talos', /\btalosctl (?:gen|apply|apply-config|bootstrap|upgrade)\b/],
  ['own-cluster', 'kOps', /\bkops (?:create|update) cluster\b/],
];

/** Files that describe a cluster of one's own by their names. */
const OWN_CLUSTER_FILES: readonly (readonly [service: string, name: RegExp])[] = [
  ['Talos', /(?:^|\/)(?:talconfig|talhelper|talenv)[\w.-]*\.ya?ml$|(?:^|\/)talos\/.+\.ya?ml$/],
  [
    'k3s',
    /(?:^|\/)(?:k3s|k3os|rke2)[^/]*\/.+\.ya?ml(?:\.j2)?$|(?:^|\/)roles\/(?:k3s|rke2|kubeadm)[^/]*\//,
  ],
];

export const readCloudResources = perScope((scope): readonly CloudResource[] => {
  const paths = scope.filesBelow('').filter((path) => !isAside(path));
  const inCode = paths.filter(
    (path) => /\.(?:tf|bicep)$|\.tf\.json$/.test(path) || isTemplate(path),
  );
  const told = [
    ...paths.filter((path) =>
      /\.(?:sh|mk|just)$|(?:^|\/)(?:GNU)?Makefile$|(?:^|\/)\.?justfile$|Taskfile\.ya?ml$/i.test(
        path,
      ),
    ),
    ...guidePaths(scope),
  ];
  const own = OWN_CLUSTER_FILES.flatMap(([service, name]): readonly CloudResource[] => {
    const path = paths.find((one) => name.test(one));
    if (path === undefined) return [];
    return [
      {
        is: 'own-cluster',
        service,
        evidence: { text: `"${path}" is for a cluster of ${service}.`, path },
      },
    ];
  });
  return [
    ...inFiles(inCode, IN_CODE, scope),
    ...configured(scope),
    ...inFiles(told, IN_COMMANDS, scope),
    ...own,
  ];
});

/** CloudFormation and the like, by their usual places. */
function isTemplate(path: string): boolean {
  return /(?:cloudformation|cfn|infra|template)[^/]*\.ya?ml$/i.test(baseName(path));
}

function inFiles(
  paths: readonly string[],
  signs: readonly Sign[],
  scope: Scope,
): readonly CloudResource[] {
  const found = new Map<string, CloudResource>();
  for (const path of paths) {
    const file = scope.file(path);
    if (file === undefined) continue;
    for (const [is, service, sign] of signs) {
      const at = found.has(service) ? undefined : markOfMatch(file, sign);
      if (at === undefined) continue;
      found.set(service, {
        is,
        service,
        evidence: { text: `"${path}" names ${service}.`, path, at },
      });
    }
  }
  return [...found.values()];
}

/** Objects that ask for a cluster or for a database of a cloud. */
function configured(scope: Scope): readonly CloudResource[] {
  const clusters = scope
    .objects('ClusterConfig')
    .filter(({ group }) => group === 'eksctl.io')
    .map((object): CloudResource => ({
      is: 'cluster',
      service: 'EKS',
      evidence: objectEvidence(object, `${object.title} describes a cluster of EKS.`),
    }));
  const stores = STORE_KINDS.flatMap(([kind, group, service]) =>
    scope
      .objects(kind)
      .filter((object) => group.test(object.group))
      .map((object): CloudResource => ({
        is: 'store',
        service,
        evidence: objectEvidence(object, `${object.title} asks for ${service}.`),
      })),
  );
  return [...clusters, ...stores];
}

const STORE_KINDS: readonly (readonly [kind: string, group: RegExp, service: string])[] = [
  ['DBInstance', /^rds\.services\.k8s\.aws$/, 'Amazon RDS'],
  ['Table', /^dynamodb\.services\.k8s\.aws$/, 'Amazon DynamoDB'],
  ['SQLInstance', /^sql\.cnrm\.cloud\.google\.com$/, 'Cloud SQL'],
  ['RedisInstance', /^redis\.cnrm\.cloud\.google\.com$/, 'Memorystore'],
  ['FlexibleServer', /^dbforpostgresql\.azure\.com$/, 'Azure Database'],
  ['RDSInstance', /\.crossplane\.io$/, 'Amazon RDS'],
  ['CloudSQLInstance', /\.crossplane\.io$/, 'Cloud SQL'],
];
