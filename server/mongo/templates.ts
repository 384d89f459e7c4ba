import type { TemplateRecord, TemplateStore } from '../ports/workspace.ts';
import { define, type OpenShelf } from './definition.ts';
import { newWriter, type Stored } from './stored.ts';

const definition = define('templates', {});

/** Reusable texts, by key. */
export function templateStore(open: OpenShelf): TemplateStore {
  const shelf = open(definition);
  return {
    async all() {
      return (await shelf.find({}, { sort: { _id: 1 } })).map(toTemplate);
    },
    async byKey(key) {
      const found = await shelf.first({ _id: key });
      return found && toTemplate(found);
    },
    async insert(template) {
      const writer = newWriter();
      return (await shelf.insert([{ ...toDocument(template), writer }], { writer })).size === 0;
    },
    async save(template) {
      await shelf.write(
        [{ replaceOne: { filter: { _id: template.key }, replacement: toDocument(template) } }],
        { ordered: true },
      );
    },
    delete: (key) => shelf.take(key),
  };
}

function toDocument({ key, ...template }: TemplateRecord): Stored {
  return { _id: key, ...template };
}

function toTemplate({ _id, writer: _writer, ...template }: Stored): TemplateRecord {
  return { key: _id, ...template } as unknown as TemplateRecord;
}
