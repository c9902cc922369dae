// Stands in for AWS while a service is packaged: whatever is asked, the stack hasn't been deployed yet.
const http = require('http');
const https = require('https');

const server = http.createServer((request, response) => {
  request.resume();
  response.writeHead(400, {'Content-Type': 'text/xml'});
  response.end('<ErrorResponse><Error><Code>ValidationError</Code><Message>The stack does not exist</Message></Error></ErrorResponse>');
});
server.listen(0, '127.0.0.1').unref();

https.request = (options, callback) =>
  http.request(
    {method: options.method, path: options.path, headers: options.headers, host: '127.0.0.1', port: server.address().port},
    callback);
