const net = require('node:net');

const EVERY_MINUTE = 60_000;
const host = process.env.REDIS_HOST ?? 'localhost';

/** Asks Redis how many carts there are, and writes it to the log. */
function countCarts() {
  const socket = net.connect(6379, host, () => socket.write('DBSIZE\r\n'));
  socket.once('data', (data) => {
    console.log(`carts: ${data.toString().slice(1).trim()}`);
    socket.end();
  });
  socket.on('error', (error) => console.error(error.message));
}

countCarts();
setInterval(countCarts, EVERY_MINUTE);
