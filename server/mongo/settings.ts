import { settings } from '../../shared/settings.ts';
import type { SettingsStore } from '../ports/workspace.ts';
import { define, type OpenShelf } from './definition.ts';
import type { Epoch } from './epoch.ts';

const settingsDefinition = define('settings', {});
const secretsDefinition = define('secrets', {});
const ID = 'workspace';

/** What an admin set, and the secrets the installation made for itself. */
export function settingsStore(open: OpenShelf, epoch: Epoch): SettingsStore {
  const shelf = open(settingsDefinition);
  const secrets = open(secretsDefinition);
  return {
    async get() {
      const found = await shelf.first({ _id: ID });
      // Parsing fills in what was added since it was stored.
      return settings.parse(found?.value ?? {});
    },
    async save(value) {
      await shelf.change({ _id: ID }, { $set: { value } }, { upsert: true });
      await epoch.bump();
    },
    async secret(name, fresh) {
      const kept = await secrets.first({ _id: name });
      if (typeof kept?.secret === 'string') return kept.secret;
      // Of two that ask at once, one insert is refused; both then read the one that is kept.
      await secrets.insert([{ _id: name, secret: fresh }]);
      const now = await secrets.first({ _id: name });
      return typeof now?.secret === 'string' ? now.secret : fresh;
    },
    async forgetSecret(name) {
      await secrets.remove({ _id: name });
    },
  };
}
