/** Knows the manifest: name, permissions, and the fixed public key from which the extension's id follows. */
import { defineConfig } from 'wxt';

// The public half only: it fixes the id (extension-id.txt). The stores sign with keys of their own.
const KEY =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAwKIhKJbsjIOfiZLF+uxx+1J7DEfib9QNoSc9rRY11dMLiZkxf63XrB' +
  'PAFfuesx+4nmRp6gBr2/Zsr6+xgEhpPlVo/181PjwjcFzpB3HJe42zNVm0CgiOZP7X0ycUDZlK89sYEEMZoXWfgtbbSIzS4kGY' +
  'ehTUuhLg1mCszZB12taekUYEMhC6Qf1dNuhhRzaZlrGMJWouMa/Lo2P8jJQH/o7caCl/lHzFi7JsE584JCPOdLcQjT7qatkRY0' +
  'wkzYJKr17hXPsIpXZh9m6nvXBrzB1REluA6m85PnGn7szzpH3V+6OhJxt5y/aIRt9Zp8O0h0AvPWypQLypamtk7RKxUwIDAQAB';

/** Firefox knows the extension by this name, in policies too. */
const GECKO_ID = 'forethought@forethought.example';

/** Where the service may stand on this computer; any port. */
const SERVICE = ['http://127.0.0.1/*', 'http://localhost/*'];

export default defineConfig({
  manifestVersion: 3,
  imports: false,
  manifest: ({ browser }) => ({
    name: 'Forethought',
    description: '__MSG_description__',
    default_locale: 'en',
    permissions: ['storage', 'contextMenus', 'activeTab', 'alarms', 'scripting'],
    host_permissions: SERVICE,
    // Asked for one host at a time: for a service that stands elsewhere, and for what a district or an employee lists.
    optional_host_permissions: ['*://*/*'],
    action: { default_title: 'Forethought' },
    ...(browser === 'firefox'
      ? {
          browser_specific_settings: {
            gecko: {
              id: GECKO_ID,
              strict_min_version: '142.0',
              data_collection_permissions: { required: ['websiteContent'] },
            },
          },
          // Firefox would otherwise turn the address of a service on this computer into https.
          content_security_policy: { extension_pages: "script-src 'self'; object-src 'none'" },
        }
      : { key: KEY, minimum_chrome_version: '120', storage: { managed_schema: 'managed-schema.json' } }),
  }),
  hooks: {
    // A site is one file: what sites/ watches is also what the extension may touch, without a second list.
    'build:manifestGenerated': (wxt, manifest) => {
      const watched = (manifest.content_scripts ?? []).flatMap((script) => script.matches ?? []);
      const sites = watched.filter((match) => !match.startsWith('http://'));
      // No test can press the browser's own question: there this host counts as allowed.
      const allowed = wxt.config.mode === 'e2e' ? ['*://*.forum.example/*'] : [];
      manifest.host_permissions = [...new Set([...sites, ...SERVICE, ...allowed])];
    },
  },
});
