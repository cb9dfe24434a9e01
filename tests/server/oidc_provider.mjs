// A real OpenID Connect provider on this machine: `node oidc_provider.mjs REDIRECT`; prints its address when it listens.
// Anybody signs in by the name they type; ACCOUNTS says what the provider tells about them.
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const [redirect, lie] = process.argv.slice(2);
const ACCOUNTS = {
  robin: { email: 'Robin@School.example', email_verified: true, tid: 'tenant-1' },
  'robin-again': { email: 'robin@school.example', email_verified: true, tid: 'tenant-1' },
  unverified: { email: 'robin@school.example', email_verified: false, tid: 'tenant-1' },
  entra: { email: 'robin@school.example', xms_edov: true, tid: 'tenant-1' },
  stranger: { email: 'stranger@school.example', email_verified: true, tid: 'tenant-1' },
  elsewhere: { email: 'robin@elsewhere.example', email_verified: true, tid: 'tenant-1' },
  'other-tenant': { email: 'robin@school.example', email_verified: true, tid: 'tenant-2' },
};

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(lie === 'issuer' ? 'http://127.0.0.1:9' : issuer, {
    clients: [{ client_id: 'forethought', client_secret: 'a-secret-of-the-test', redirect_uris: [redirect] }],
    claims: { openid: ['sub', 'tid', 'xms_edov'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: lie === 'userinfo',
    cookies: { keys: ['only-for-the-test'] },
    findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ sub, ...ACCOUNTS[sub] }) }),
    pkce: { required: () => true },
  });
  server.on('request', provider.callback());
  console.log(`listening on ${issuer}`);
});
