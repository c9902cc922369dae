// CloudFront's origin access control signs requests to the function. It can't sign a body: whoever posts sends its SHA-256.
document.querySelector('form').addEventListener('submit', async event => {
  event.preventDefault();
  const form = event.target;
  const body = new URLSearchParams(new FormData(form)).toString();
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(body));
  const hex = [...new Uint8Array(digest)].map(byte => byte.toString(16).padStart(2, '0')).join('');
  const answer = await fetch(form.action, {
    method: 'POST',
    headers: {'Content-Type': 'application/x-www-form-urlencoded', 'x-amz-content-sha256': hex},
    body,
  });
  if (answer.ok) {
    location.assign(answer.url);
  }
});
