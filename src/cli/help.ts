export const HELP = `next-steps - what comes after the first day of Kubernetes, for your own files

  next-steps check [options] PATH...    findings in manifests, Compose files and Dockerfiles
  next-steps guide [options] PATH...    the guide, with what these files show for each item
  next-steps graph [options] PATH...    every name that stands for something else, and what answers
  next-steps resolve HOST --from NAMESPACE PATH...
                                        the names that a pod would look up for a host, in order
  next-steps explain [RULE]             the page of a rule; without a name, a list of the rules

All paths of one call are read together as one workspace. Below a folder, files that git
ignores and folders such as node_modules are left out; a path that you name is always read.
Nothing is contacted, run or changed.

Options of check, guide, graph and resolve:
  --format text|json            how to print (text)
  --kubernetes-version 1.NN     the cluster that the manifests are written for (the newest known)
  --default-namespace NAME      the namespace of objects that name none (default)

Options of check:
  --fail-on SEVERITY            exit with 1 from this severity on: error, warning, information,
                                hint or never (warning)
  --rule RULE                   only this rule; can be given several times
  --no-silence                  show silenced findings, too

Options of resolve:
  --from NAMESPACE              the namespace of the pod that asks

  -h, --help                    this text
  -v, --version                 the version

Exit code:
  0   nothing at or above --fail-on; graph and resolve have answered, whatever the answer
  1   findings at or above --fail-on
  2   the call is wrong, or a path cannot be read
A document that is no valid YAML is named on standard error and under "errors" in JSON. It does
not change the exit code: the API server refuses it anyway, many repositories hold such files on
purpose (tests, templates of other tools), and the rest of the file is checked all the same.

Lines and columns count from 1 in text, and from 0 in JSON.
`;
