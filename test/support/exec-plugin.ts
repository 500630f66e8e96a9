/** A sign-in program of a kubeconfig, as a test wants it to be. */
const [behaviour] = process.argv.slice(2);

function print(status: object): void {
  const apiVersion = 'client.authentication.k8s.io/v1';
  console.log(JSON.stringify({ apiVersion, kind: 'ExecCredential', status }));
}

if (behaviour === 'token') print({ token: `${process.env['PREFIX'] ?? ''}secret` });
if (behaviour === 'info') print({ token: process.env['KUBERNETES_EXEC_INFO'] });
if (behaviour === 'empty') print({});
if (behaviour === 'chatter') console.log('Please sign in first');
if (behaviour === 'fail') {
  console.error('Looking for a session\nNo session: run "login" first');
  process.exitCode = 3;
}
if (behaviour === 'hang') setInterval(() => undefined, 1000);
