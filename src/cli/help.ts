export const HELP = `next-steps - what comes after the first day of Kubernetes, for your own files

  next-steps check [options] PATH...    findings in manifests, Compose files and Dockerfiles
  next-steps guide [options] PATH...    the guide, with what these files show for each item
  next-steps drift --context NAME [options] PATH...
                                        what a cluster has in other words than the files, field by
                                        field, with who has set it
  next-steps graph [options] PATH...    every name that stands for something else, and what answers
  next-steps resolve HOST --from NAMESPACE PATH...
                                        the names that a pod would look up for a host, in order
  next-steps policies [--namespace NS] PATH...
                                        network policies that allow the traffic that these files show
                                        and deny the rest, as YAML with the reason of every rule
  next-steps explain [RULE]             the page of a rule; without a name, a list of the rules

All paths of one call are read together as one workspace. Below a folder, files that git
ignores, files that .next-steps.yaml excludes, and folders such as node_modules are left out; a
file that you name is always read. A glob in quotes, such as "k8s/**/*.yaml", is expanded here.
Nothing is contacted but the cluster that --context names; only --since, --render and the sign-in
program of such a context run other programs, and only --fix changes files.

Options of check, guide, drift, graph and resolve:
  --format text|json            how to print (text)
  --kubernetes-version 1.NN     the cluster that the manifests are written for (the newest known)
  --default-namespace NAME      the namespace of objects that name none (default)
Both win over .next-steps.yaml, which is read in the folders of the files and above them, up to
the root of the git repository.

Options of check:
  --format sarif|github         a SARIF 2.1.0 log, or annotations for GitHub Actions
  --fail-on SEVERITY            exit with 1 from this severity on: error, warning, information,
                                hint or never (warning)
  --rule RULE                   only this rule; can be given several times
  --owner NAME                  only what this team or person looks after, as .next-steps.yaml or
                                CODEOWNERS say; can be given several times
  --no-silence                  show silenced findings, too; SARIF says what silences them
  --fix                         apply the fixes that are safe unseen, and write the files
  --since COMMIT                speak only of files that have changed since a commit, branch or tag,
                                new ones included; all files are read, so that names resolve
  --render                      also look at what Helm charts and overlays come to: runs your own
                                helm template, and kubectl kustomize or kustomize build
  -                             as a path: read standard input
  --stdin-path PATH             the file that standard input stands for (stdin.yaml)

Options of check, guide and drift:
  --context NAME                also ask the cluster of this context of your kubeconfig, by lists
                                only; without it, nothing is contacted and no kubeconfig is read.
                                What exists only there is not missing
  -n, --namespace NAME          ask only about this namespace

Options of resolve:
  --from NAMESPACE              the namespace of the pod that asks

Options of policies:
  -n, --namespace NAME          only the policies of this namespace
  --default-namespace NAME      as above

  -h, --help                    this text
  -v, --version                 the version

Exit code:
  0   nothing at or above --fail-on; graph, resolve and policies have answered, whatever the answer
  1   findings at or above --fail-on
  2   the call is wrong, a path cannot be read, the cluster of --context cannot be asked, git cannot tell what changed, or what --render
      needs is not installed
A document that is no valid YAML is named on standard error and under "errors" in JSON. It does
not change the exit code: the API server refuses it anyway, many repositories hold such files on
purpose (tests, templates of other tools), and the rest of the file is checked all the same.

The same holds for a chart that --render cannot render, and for an overlay that takes parts from
other places: nothing is fetched.

A comment or annotation that silences nothing is only looked for where all of a project is read:
not for single files, and not below a part of a git repository.

Lines and columns count from 1 in text, SARIF and GitHub's form, and from 0 in JSON.
`;
