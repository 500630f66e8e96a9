const http = require('node:http');
const net = require('node:net');

const { PAGE_TITLE = 'Guestbook', PORT = '3000', REDIS_HOST = 'localhost' } = process.env;

/** The text of the page for a number of visits. */
function page(visits) {
  return `${PAGE_TITLE}: ${visits} ${visits === 1 ? 'visit' : 'visits'}\n`;
}

/** Adds one visit in Redis; resolves to the new number. */
function countVisit() {
  return new Promise((resolve, reject) => {
    const socket = net.connect(6379, REDIS_HOST, () => socket.write('INCR visits\r\n'));
    socket.once('data', (data) => {
      resolve(Number(data.toString().slice(1)));
      socket.end();
    });
    socket.once('error', reject);
  });
}

async function answer(_request, response) {
  try {
    response.end(page(await countVisit()));
  } catch (error) {
    console.error(error);
    response.statusCode = 502;
    response.end('Please come back later.\n');
  }
}

if (require.main === module) http.createServer(answer).listen(Number(PORT));

module.exports = { page };
