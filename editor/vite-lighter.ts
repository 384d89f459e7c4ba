import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';
import { routes } from '../shared/api.ts';

const allStyles = createRequire(import.meta.url).resolve('@mantine/core/styles.css');
const styles = allStyles.replace(/\.css$/, '');

const LAYERS = 'layers.css';

/** What every page of the component library needs, whatever is on it. */
const base = ['baseline', 'default-css-variables', 'global'];

/**
 * The component library's styles, of those components alone that are in the bundle, and in the chunk that they are in:
 * all of them together are more than the half of what a first visit loads of the library. Each component has one
 * module with the names of its classes and one file of styles of the same name. Which comes first on a page depends on
 * what was visited before, so each file is a layer of its own, and the page's first line says their order.
 */
export function usedStyles(): Plugin {
  const used = new Set(base);
  return {
    name: 'mooring:used-styles',
    apply: 'build',
    enforce: 'pre',
    load(id) {
      if (id.endsWith('@mantine/core/styles.layer.css')) return base.map(layer).join('\n');
      if (!id.startsWith(styles)) return undefined;
      const [, name] = /(\w+)\.css$/.exec(id) ?? [];
      if (name === undefined) return undefined;
      used.add(name);
      return layer(name);
    },
    buildEnd() {
      const order = inOrder([...used]).map((name) => `mantine.${name}`);
      this.emitFile({
        type: 'asset',
        name: LAYERS,
        source: `@layer ${['focus', ...order].join(',')};`,
      });
    },
    transformIndexHtml: {
      order: 'post',
      handler(_, { bundle = {} }) {
        const file = Object.values(bundle).find((one) => one.type === 'asset' && one.names.includes(LAYERS));
        if (!file) throw new Error('the order of the layers is missing');
        const attrs = { rel: 'stylesheet', href: `/${file.fileName}` };
        return [{ tag: 'link', attrs, injectTo: 'head-prepend' }];
      },
    },
    transform(code, id) {
      const [, name] = /@mantine\/core\/esm\/.*\/(\w+)\.module\.mjs$/.exec(id) ?? [];
      return name === undefined
        ? undefined
        : { code: `import '${styles}/${name}.css';\n${code}`, map: null, moduleSideEffects: false };
    },
  };
}

/** A component's styles, in a layer of its own. */
function layer(name: string): string {
  return `@layer mantine.${name}{${readFileSync(`${styles}/${name}.css`, 'utf8')}}`;
}

/** As the library orders them itself: a button's styles overrule those of what it is made of. */
export function inOrder(names: readonly string[]): string[] {
  const all = readFileSync(allStyles, 'utf8').replaceAll(/\s/g, '');
  const places = names.map((name) => {
    const begins = readFileSync(`${styles}/${name}.css`, 'utf8').replaceAll(/\s/g, '').slice(0, 200);
    const place = all.indexOf(begins);
    if (place < 0) throw new Error(`where the styles of ${name} belong is not known`);
    return { name, place };
  });
  return places.toSorted((one, other) => one.place - other.place).map(({ name }) => name);
}

/**
 * Of the route table the browser gets method and path, which is all that it calls with. The schemas of every answer
 * are for the server and the compiler.
 */
export function barePaths(): Plugin {
  const bare = Object.fromEntries(
    Object.entries(routes).map(([name, { method, path }]) => [name, { method, path }]),
  );
  return {
    name: 'mooring:bare-paths',
    apply: 'build',
    load: (id) =>
      id.endsWith('/shared/api.ts')
        ? { code: `export const routes = ${JSON.stringify(bare)};`, moduleType: 'js' }
        : undefined,
  };
}

const byGzip = promisify(gzip);
const byBrotli = promisify(brotliCompress);

/**
 * Writes every text file of the bundle packed beside it, so that the very first visitor gets it at its smallest. The
 * last step of Brotli takes three times as long for one part in a hundred.
 */
export function packedFiles(): Plugin {
  return {
    name: 'mooring:packed-files',
    apply: 'build',
    async writeBundle({ dir = '' }, bundle) {
      await Promise.all(
        Object.values(bundle)
          .filter(({ fileName }) => /^assets\/.*\.(js|css|svg|json)$/.test(fileName))
          .map(async (file) => {
            const plain = Buffer.from(file.type === 'chunk' ? file.code : file.source);
            const params = {
              [constants.BROTLI_PARAM_QUALITY]: 10,
              [constants.BROTLI_PARAM_SIZE_HINT]: plain.length,
            };
            const path = join(dir, file.fileName);
            await writeFile(`${path}.gz`, await byGzip(plain, { level: 9 }));
            await writeFile(`${path}.br`, await byBrotli(plain, { params }));
          }),
      );
    },
  };
}
