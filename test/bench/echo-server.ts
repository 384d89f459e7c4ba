import { createServer } from 'node:net';

/** What the database's answers are measured against: a socket that sends back what it gets. */
const server = createServer((connection) => {
  connection.setNoDelay(true);
  connection.on('error', () => undefined);
  connection.on('data', (bytes) => connection.write(bytes));
});
server.listen(process.argv[2], () => console.log('ready'));
