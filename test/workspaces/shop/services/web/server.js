const http = require('node:http');

const { CART_URL, CATALOG_URL, PORT = '3000', SHOP_TITLE = 'Our shop' } = process.env;

async function countOf(url) {
  const answer = await fetch(url);
  const items = await answer.json();
  return items.length;
}

const server = http.createServer(async (request, response) => {
  if (request.url === '/healthz') {
    response.end('ok');
    return;
  }
  try {
    const products = await countOf(`${CATALOG_URL}/products`);
    const inCart = await countOf(`${CART_URL}/cart/guest`);
    response.end(`${SHOP_TITLE}: ${products} products, ${inCart} in your cart\n`);
  } catch (error) {
    console.error(error);
    response.statusCode = 502;
    response.end('The shop is taking a break.\n');
  }
});

server.listen(Number(PORT), () => console.log(`web listens on ${PORT}`));
