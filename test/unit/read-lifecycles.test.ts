import { expect, it } from 'vitest';
import { readLifecycles } from '../../src/dev/read-lifecycles.ts';

const REGISTER = `package v1beta1
const GroupName = "node.k8s.io"
var SchemeGroupVersion = schema.GroupVersion{Group: GroupName, Version: "v1beta1"}
	scheme.AddKnownTypes(SchemeGroupVersion,
		&RuntimeClass{},
		&RuntimeClassList{},
		&Thing{},
	)
`;
const MARKS = `func (in *RuntimeClass) APILifecycleDeprecated() (major, minor int) {
	return 1, 22
}
func (in *RuntimeClass) APILifecycleRemoved() (major, minor int) {
	return 1, 25
}
`;

it('reads the kinds of a package, and when they end', () => {
  const core = 'const GroupName = ""\nVersion: "v1"\n&Pod{},\n&Binding{},\n';
  expect([
    ...readLifecycles([
      [REGISTER, MARKS],
      [core, ''],
      ['package api', ''],
    ]),
  ]).toEqual([
    ['node.k8s.io/v1beta1/RuntimeClass', { removed: 25 }],
    ['node.k8s.io/v1beta1/Thing', { removed: undefined }],
    ['v1/Pod', { removed: undefined }],
  ]);
});
