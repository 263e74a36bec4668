// ---- the data, unpacked ------------------------------------------------------------------------------------------------------

/** For a browser that cannot unpack it: what the page needs stays there, and below it what those see who have no script. Nothing comes after that. */
function asText() {
  byId('main').firstChild.className = '';
  byId('main').append(...new DOMParser().parseFromString(document.querySelector('noscript').textContent, 'text/html').body.childNodes);
  document.documentElement.classList.add('scripted');
}

/** What stands in the page is packed with gzip and written in base64: a quarter of what it would be. */
async function unpackedText(packed) {
  if (typeof DecompressionStream === 'undefined') {
    await new Promise(asText);
  }
  const bytes = Uint8Array.from(atob(packed), c => c.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).text();
}

const DATA = JSON.parse(await unpackedText(byId('data').textContent));
