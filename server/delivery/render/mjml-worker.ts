import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';

/** What MJML made of a source. `errors` are its complaints, with the line where it knows one. */
export interface MjmlAnswer {
  html: string;
  errors: { line?: number | undefined; message: string }[];
}

/** Longer than any honest text takes on a busy machine, MJML’s own start included. */
const PATIENCE = 10_000;
/** A worker nobody needs for so long gives its memory back. */
const IDLE = 60_000;

/**
 * The worker’s program. A row of `<` keeps MJML busy for half a minute, and it is written by people: it must not keep
 * the process busy, which has e-mails to send. As text, since it runs the same from sources and when built.
 */
const program = `
const { parentPort, workerData } = require('node:worker_threads');
const loaded = require(workerData.mjml);
const mjml = loaded.default ?? loaded;
parentPort.on('message', async (source) => {
  try {
    const { html, errors } = await mjml(source, workerData.options);
    parentPort.postMessage({ html, errors: errors.map(({ line, message }) => ({ line, message })) });
  } catch (error) {
    parentPort.postMessage({ html: '', errors: [{ message: String(error?.message ?? error) }] });
  }
});
`;

const options = {
  validationLevel: 'soft',
  ignoreIncludes: true,
  keepComments: false,
  // No font is fetched from a third party when somebody opens the message.
  fonts: {},
};

let worker: Worker | undefined;
let idle: NodeJS.Timeout | undefined;
let queue: Promise<unknown> = Promise.resolve();

/** Compiles one source after another in a thread of its own, and gives up on one that takes too long. Never rejects. */
export function compileInWorker(source: string): Promise<MjmlAnswer> {
  const answer = queue.then(() => compileNow(source));
  queue = answer;
  return answer;
}

function compileNow(source: string): Promise<MjmlAnswer> {
  clearTimeout(idle);
  worker ??= startWorker();
  const current = worker;
  return new Promise((resolve) => {
    const timer = setTimeout(() => giveUp('it takes too long to compile'), PATIENCE);
    const onError = () => giveUp('it cannot be compiled');
    current.once('message', onAnswer);
    current.once('error', onError);
    current.postMessage(source);

    function onAnswer(answer: MjmlAnswer): void {
      clearTimeout(timer);
      current.off('error', onError);
      idle = setTimeout(dismiss, IDLE).unref();
      resolve(answer);
    }
    function giveUp(message: string): void {
      clearTimeout(timer);
      current.off('message', onAnswer);
      // What it still says while it ends is of no interest, and must not end the process.
      current.on('error', () => undefined);
      dismiss();
      resolve({ html: '', errors: [{ message }] });
    }
  });
}

function startWorker(): Worker {
  const mjml = createRequire(import.meta.url).resolve('mjml');
  const started = new Worker(program, {
    eval: true,
    execArgv: [],
    workerData: { mjml, options },
    resourceLimits: { maxOldGenerationSizeMb: 256 },
  });
  started.unref();
  return started;
}

function dismiss(): void {
  void worker?.terminate();
  worker = undefined;
}
